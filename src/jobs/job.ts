import type { z } from 'zod';
import type { TrainingControl } from '../training/types';
import type { JobHost } from './protocol';

/** What a job works with besides its arguments. */
export interface JobContext<E> {
  readonly host: JobHost;
  readonly control: TrainingControl;
  /** Built file of training/distortion/thread.ts, which lies beside the worker's. */
  readonly distortionThread: URL;
  /** Tells whoever started the job what has happened; never waits. */
  readonly emit: (event: E) => void;
}

/**
 * A piece of work that runs in a worker. `args` checks what comes over the process boundary; `run` answers once, or throws a
 * UserError, a CancelledError, or (a bug) anything else. E and R are data: they are sent as structured clones or JSON.
 */
export interface Job<A extends z.ZodType, E, R> {
  readonly args: A;
  /** Loads what takes long and needs no arguments, while those are still on their way. */
  prepare?(): void;
  run(args: z.output<A>, context: JobContext<E>): Promise<R>;
}
