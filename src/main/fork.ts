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
          listener({ ...endOf(code), lastWords });
        });
      },
      kill() {
        // Electron's own kill() asks with SIGTERM; this one doesn't ask.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}

/** Electron reports a death by signal N as exit code N on POSIX; the worker itself leaves with 0 or 1. */
function endOf(code: number): { code: number | null; signal: string | null } {
  const signal = Object.entries(os.constants.signals).find(([, number]) => number === code)?.[0];
  return code > 1 && process.platform !== 'win32' && signal !== undefined
    ? { code: null, signal }
    : { code, signal: null };
}
