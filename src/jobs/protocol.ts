import type { ErrorData } from '../core/errors';

/** What every job may need to know of the program that started it. */
export interface JobHost {
  /** The library's folder. */
  readonly library: string;
  /** The folder with MNIST's four IDX files. */
  readonly mnist: string;
  /** The folder with the networks that ship with the app, one .onnx file each. */
  readonly models: string;
  /** The app's version, kept with each run. */
  readonly app: string;
}

export type Wanted = 'run' | 'pause' | 'step' | 'stop';

/** Supervisor → worker. */
export type ToWorker =
  | { readonly type: 'start'; readonly job: string; readonly args: unknown; readonly host: JobHost }
  | { readonly type: 'control'; readonly wanted: Wanted }
  /** Of a running training: a new base learning rate, from the next call of the graph on. */
  | { readonly type: 'learningRate'; readonly value: number }
  /** The answer has arrived: the worker may go. (A worker that left by itself could take its last message with it.) */
  | { readonly type: 'leave' };

/** Worker → supervisor. `result` and `error` are the last message of a job. */
export type FromWorker =
  | { readonly type: 'event'; readonly event: unknown }
  | { readonly type: 'result'; readonly result: unknown }
  | { readonly type: 'error'; readonly error: ErrorData };

/** How a process ended. */
export interface WorkerEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** 'SIGKILL'; null when it ended by itself, and where the platform doesn't say. */
  readonly signal: string | null;
  /** The last lines it wrote to standard error, for the log: a crash of native code speaks only there. */
  readonly lastWords: string;
}

/** A process with a message channel to it: Electron's UtilityProcess or Node's ChildProcess, behind one face. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  onExit(listener: (end: WorkerEnd) => void): void;
  /** Ends it at once (SIGKILL): a SIGTERM only asks for a checkpoint and a stop. */
  kill(): void;
}

/** Starts the worker's entry with these variables added to its environment (thread counts must be there before TensorFlow loads). */
export type ForkWorker = (env: Readonly<Record<string, string>>) => WorkerProcess;

/** Argument of a worker that is forked before its job is sent: `--prepare=train` loads what that job will need. */
export const PREPARE = '--prepare=';

/** How many threads TensorFlow computes with and how much it says, as the environment of a worker. */
export function workerEnvironment(threads: number): Record<string, string> {
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: String(threads),
    // 2: libtensorflow speaks of errors only, not of which CPU instructions it would have liked.
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
}
