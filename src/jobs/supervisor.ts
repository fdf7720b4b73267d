import { errorFromData, UserError } from '../core/errors';
import {
  workerEnvironment,
  type ForkWorker,
  type FromWorker,
  type JobHost,
  type Wanted,
  type WorkerEnd,
} from './protocol';
import type { JobArgs, JobEvent, JobName, JobResult } from './registry';

export interface StartOptions<N extends JobName> {
  /** Threads TensorFlow computes with; part of what a run's bits depend on. 1 unless given. */
  readonly threads?: number;
  readonly onEvent?: (event: JobEvent<N>) => void;
  /** What the process wrote to standard error last, when it died. */
  readonly onLastWords?: (text: string) => void;
}

/** A job under way in a process of its own. */
export interface JobHandle<N extends JobName> {
  readonly pid: number | undefined;
  /** Rejects with what the job threw, or with UserError 'worker.ended' when its process died. */
  readonly result: Promise<JobResult<N>>;
  /** Resolves once its process is gone, which is a little after its answer. */
  readonly gone: Promise<void>;
  control(wanted: Wanted): void;
  /** Of a training: the base learning rate from its next call of the graph on. */
  setLearningRate(value: number): void;
  /** Ends the process at once; `result` rejects. What the library has committed stays. */
  kill(): void;
}

function describeEnd({ code, signal }: WorkerEnd): string {
  if (signal !== null) return `signal ${signal}`;
  return `exit code ${code === null ? 'unknown' : String(code)}`;
}

/** Starts `name` in a new worker. Events arrive through `options.onEvent`, in order, all of them before the result. */
export function startJob<N extends JobName>(
  fork: ForkWorker,
  host: JobHost,
  name: N,
  args: JobArgs<N>,
  options: StartOptions<N> = {},
): JobHandle<N> {
  const worker = fork(workerEnvironment(options.threads ?? 1));
  let answered = false;
  let isGone = false;

  let left: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    left = resolve;
  });
  const result = new Promise<JobResult<N>>((resolve, reject) => {
    worker.onMessage((message: FromWorker) => {
      // The registry types both ends: what the job named N sends is what the caller of N expects.
      if (message.type === 'event') {
        options.onEvent?.(message.event as JobEvent<N>);
        return;
      }
      answered = true;
      if (message.type === 'result') resolve(message.result as JobResult<N>);
      else reject(errorFromData(message.error));
      if (!isGone) worker.send({ type: 'leave' });
    });
    worker.onExit((end) => {
      isGone = true;
      left();
      if (answered) return;
      if (end.lastWords !== '') options.onLastWords?.(end.lastWords);
      reject(new UserError('worker.ended', { how: describeEnd(end) }));
    });
  });

  worker.send({ type: 'start', job: name, args, host });
  return {
    pid: worker.pid,
    result,
    gone,
    control(wanted) {
      if (!isGone) worker.send({ type: 'control', wanted });
    },
    setLearningRate(value) {
      if (!isGone) worker.send({ type: 'learningRate', value });
    },
    kill() {
      worker.kill();
    },
  };
}
