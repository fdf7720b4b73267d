import type { ErrorData } from '../core/errors';

/** Supervisor → worker. */
export type ToWorker =
  | { type: 'start'; job: string; args: unknown; library: string; mnist: string }
  | { type: 'control'; wanted: 'run' | 'pause' | 'stop' };

/** Worker → supervisor. `result` and `error` are the last message of a job; the worker exits after it. */
export type FromWorker =
  | { type: 'event'; event: unknown }
  | { type: 'result'; result: unknown }
  | { type: 'error'; error: ErrorData };

/** A process with a message channel to it: Electron's UtilityProcess or Node's ChildProcess, behind one face. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** `code` is null when a signal ended it. */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** Starts the worker's entry with these variables added to its environment (thread counts must be there before TensorFlow loads). */
export type ForkWorker = (env: Readonly<Record<string, string>>) => WorkerProcess;
