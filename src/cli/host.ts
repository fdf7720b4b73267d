import type { ForkWorker } from '../jobs/protocol';

/** A stream to a person or a program. `columns` is there only on a terminal. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What the command line needs of the program it runs in: plain Node, or Electron without a window. */
export interface CliHost {
  readonly fork: ForkWorker;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The folder with MNIST's four IDX files. */
  readonly mnist: string;
  /** The folder with the networks that ship with the app. */
  readonly models: string;
  readonly version: string;
  /** How a person starts this command line: 'inkling', or 'npm run -s inkling --'. */
  readonly invocation: string;
  /** How a person opens the window: 'npm start'. */
  readonly openWindow: string;
  /** When this process started, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back on Ctrl-C and on a request to end (SIGTERM); returns the function that stops listening. */
  readonly onInterrupt: (listener: () => void) => () => void;
}
