import os from 'node:os';
import { utilityProcess } from 'electron';
import type { ForkWorker, FromWorker, WorkerProcess } from '../jobs/protocol';

/** Of standard error, as much as says why a process died. */
const lastWordsLength = 4000;

/** Forks the worker's entry `file` as Electron's utility process. Only after the app is ready. */
export function utilityFork(file: string): ForkWorker {
  return (env): WorkerProcess => {
    const child = utilityProcess.fork(file, [], {
      env: { ...process.env, ...env },
      serviceName: 'Inkling worker',
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let lastWords = '';
    let doomed = false;
    let pid: number | undefined;
    const end = (): void => {
      // Electron's own kill() asks with SIGTERM; this one doesn't ask.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    };
    // Until then it has no process id to be killed by.
    child.once('spawn', () => {
      ({ pid } = child);
      if (doomed) end();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString('utf8')).slice(-lastWordsLength);
    });
    return {
      get pid() {
        return child.pid;
      },
      send(message) {
        child.postMessage(message);
      },
      onMessage(listener) {
        child.on('message', (message: FromWorker) => {
          listener(message);
        });
      },
      onExit(listener) {
        child.on('exit', (code) => {
          whenGone(pid, () => {
            listener({ ...endOf(code), lastWords });
          });
        });
      },
      kill() {
        doomed = true;
        end();
      },
    };
  };
}

/** Electron tells of an exit when the channel closes, some milliseconds before the process has left the system's table. */
function whenGone(pid: number | undefined, then: () => void): void {
  if (pid === undefined || !isThere(pid)) then();
  else setTimeout(whenGone, 5, pid, then);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Electron reports a death by signal N as exit code N on POSIX; the worker itself leaves with 0 or 1. */
function endOf(code: number): { code: number | null; signal: string | null } {
  const signal = Object.entries(os.constants.signals).find(([, number]) => number === code)?.[0];
  return code > 1 && process.platform !== 'win32' && signal !== undefined
    ? { code: null, signal }
    : { code, signal: null };
}
