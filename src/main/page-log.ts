import type { WebContents } from 'electron';
import type { Log } from './log';

/** A page that crashes twice within this time would go on crashing. */
const crashLoopMs = 10_000;

/** Keeps what goes wrong in the page where "Open logs" finds it, and brings a crashed page back. */
export function logTroubles(contents: WebContents, log: Log): void {
  contents.on('console-message', (...received: unknown[]) => {
    const { isError, message } = consoleMessage(received);
    if (isError) log.error(`page: ${message}`);
  });
  contents.on('preload-error', (_event, _path, error) => {
    log.error('preload:', error);
  });
  contents.on('did-fail-load', (_event, code, description, url) => {
    log.error(`page: ${url} did not load: ${description} (${code})`);
  });
  let lastCrash = 0;
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error(`page: its process ended: ${reason} (${exitCode})`);
    const again = Date.now() - lastCrash < crashLoopMs;
    lastCrash = Date.now();
    // Training goes on in its own process, so a new page finds everything as it was.
    if (reason !== 'clean-exit' && !again) contents.reload();
  });
  contents.on('unresponsive', () => {
    log.warn('page: does not respond');
  });
}

/** Electron 35 put level and message into the event; before, they follow it, with 3 for an error. */
function consoleMessage([event, level, message]: unknown[]): { isError: boolean; message: string } {
  if (typeof level === 'number') return { isError: level === 3, message: String(message) };
  const { level: named, message: text } = event as { level: string; message: string };
  return { isError: named === 'error', message: text };
}
