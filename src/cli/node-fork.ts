import { fork } from 'node:child_process';
import type { ForkWorker, FromWorker, WorkerEnd } from '../jobs/protocol';

/** Enough of standard error to hold a native crash's message. */
const LAST_WORDS = 4096;

/** Workers as children of a plain Node process. `entry` is the built worker's file; `args` are for each of them. */
export function nodeFork(entry: string, args: readonly string[] = []): ForkWorker {
  return (env) => {
    const child = fork(entry, [...args], {
      env: { ...process.env, ...env },
      // Structured clones instead of JSON: typed arrays and NaN arrive as they were.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-LAST_WORDS);
    });

    const exitListeners: ((end: WorkerEnd) => void)[] = [];
    let end: WorkerEnd | undefined;
    const ended = (code: number | null, signal: string | null): void => {
      if (end !== undefined) return;
      end = { code, signal, lastWords };
      for (const listener of exitListeners) listener(end);
    };
    // 'close' comes after the last of standard error and of the messages; 'error' alone when the process could not start.
    child.on('close', ended);
    child.on('error', (error) => {
      lastWords += error.message;
      if (child.pid === undefined) ended(null, null);
    });

    return {
      pid: child.pid,
      send(message) {
        // A message to a process that has just died is not lost news: its end is told by 'close'.
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage(listener) {
        child.on('message', (message) => {
          listener(message as FromWorker);
        });
      },
      onExit(listener) {
        if (end === undefined) exitListeners.push(listener);
        else listener(end);
      },
      kill() {
        child.kill('SIGKILL');
      },
    };
  };
}
