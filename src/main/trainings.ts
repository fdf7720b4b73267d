import { errorToData, UserError, type ErrorData } from '../core/errors';
import type { Run, RunId } from '../core/metrics/run';
import type { Recipe } from '../core/recipe/schema';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import type { JobArgs, JobEvent, JobResult } from '../jobs/registry';
import { startJob, type JobHandle } from '../jobs/supervisor';
import type { Log } from './log';

/** A training that this app's worker does now. */
export interface Training {
  readonly run: RunId;
  readonly name: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly paused: boolean;
}

/** How a training left its worker. */
export type TrainingEnd =
  | {
      readonly outcome: 'finished';
      readonly result: Extract<JobResult<'train'>, { outcome: 'finished' }>;
    }
  | { readonly outcome: 'stopped' }
  | { readonly outcome: 'failed'; readonly error: unknown };

export interface TrainingListener {
  /** A training has begun, paused or gone on. */
  changed(): void;
  /** It has committed metrics up to its `step`. */
  progressed(training: Training): void;
  ended(training: Training, end: TrainingEnd): void;
}

interface Active {
  training: Training;
  readonly job: JobHandle<'train'>;
  /** Resolves once its worker has answered or died, whichever way. */
  readonly over: Promise<void>;
}

/** Starts trainings in workers and steers them; what they learn, they write to the library themselves. */
export class Trainings {
  readonly #fork: ForkWorker;
  readonly #host: JobHost;
  readonly #log: Log;
  readonly #listener: TrainingListener;
  readonly #active = new Map<RunId, Active>();
  /** Why a training ended that could write no more to the library, a full disk for one: lost with this program. */
  readonly #reasons = new Map<RunId, ErrorData>();
  /** Workers that have not begun their training yet. */
  #beginning = 0;
  #leaving = false;

  constructor(fork: ForkWorker, host: JobHost, log: Log, listener: TrainingListener) {
    this.#fork = fork;
    this.#host = host;
    this.#log = log;
    this.#listener = listener;
  }

  /** Those under way, the newest last. */
  get active(): Training[] {
    return [...this.#active.values()].map(({ training }) => training);
  }

  /** Whether one is under way or coming up, or none shall begin any more. */
  get busy(): boolean {
    return this.#active.size > 0 || this.#beginning > 0 || this.#leaving;
  }

  /** The run as the library has it, and why it was interrupted, where a worker of this app has said so. */
  withReason(run: Run): Run {
    const reason = run.status === 'interrupted' ? this.#reasons.get(run.id) : undefined;
    // That its process is gone is what "interrupted" says already.
    if (reason?.kind !== 'user' || reason.code === 'worker.ended') return run;
    return { ...run, error: reason };
  }

  /** Answers once the run is in the library. @throws UserError when it can't begin. */
  start(recipe: Recipe, threads: number): Promise<RunId> {
    return this.#begin({ recipe }, threads);
  }

  pause(run: RunId): void {
    this.#find(run).job.control('pause');
  }

  /** One step more, then paused. */
  step(run: RunId): void {
    this.#find(run).job.control('step');
  }

  setLearningRate(run: RunId, learningRate: number): void {
    this.#find(run).job.setLearningRate(learningRate);
  }

  /** Goes on with a run that this app has paused. */
  goOn(run: RunId): void {
    this.#find(run).job.control('run');
  }

  /** Goes on with a paused run, or takes one up again that nobody trains, with the threads it began with. */
  async resume(run: RunId, threads: number): Promise<void> {
    if (this.#active.has(run)) this.goOn(run);
    else await this.#begin({ resume: run }, threads);
  }

  /** Makes a checkpoint and ends the training; answers once its worker has. */
  async stop(run: RunId): Promise<void> {
    const active = this.#find(run);
    active.job.control('stop');
    await active.over;
  }

  /** Stops every training. Those that haven't answered after `patienceMs` are ended: their last checkpoint stays. */
  async stopAll(patienceMs: number): Promise<void> {
    this.#leaving = true;
    const all = [...this.#active.values()];
    for (const { job } of all) job.control('stop');
    const patience = setTimeout(() => {
      for (const { job } of all) job.kill();
    }, patienceMs);
    await Promise.all(all.map(({ over }) => over));
    clearTimeout(patience);
  }

  async #begin(args: JobArgs<'train'>, threads: number): Promise<RunId> {
    this.#beginning++;
    try {
      return await this.#started(args, threads);
    } finally {
      this.#beginning--;
    }
  }

  #started(args: JobArgs<'train'>, threads: number): Promise<RunId> {
    return new Promise((resolve, reject) => {
      let active: Active | undefined;
      const job = startJob(this.#fork, this.#host, 'train', args, {
        threads,
        onEvent: (event) => {
          if (event.type === 'started') {
            const { run, recipe, step, totalSteps } = event;
            const training = { run, name: recipe.name, step, totalSteps, paused: false };
            active = { training, job, over };
            this.#active.set(run, active);
            this.#reasons.delete(run);
            resolve(run);
            this.#listener.changed();
          } else if (active !== undefined) {
            this.#follow(active, event);
          }
        },
        onLastWords: (text) => {
          this.#log.error('worker:', text);
        },
      });
      job.result.catch(reject);
      const over = job.result.then(
        (result) => {
          const end: TrainingEnd =
            result.outcome === 'finished'
              ? { outcome: 'finished', result }
              : { outcome: 'stopped' };
          if (active !== undefined) this.#end(active.training, end);
        },
        async (error: unknown) => {
          if (active === undefined) return;
          this.#reasons.set(active.training.run, errorToData(error));
          // Until its process is gone the library says that it is being trained.
          await job.gone;
          this.#end(active.training, { outcome: 'failed', error });
        },
      );
    });
  }

  #follow(active: Active, event: JobEvent<'train'>): void {
    switch (event.type) {
      case 'progress':
      case 'pretraining':
        active.training = { ...active.training, step: event.step };
        this.#listener.progressed(active.training);
        break;
      case 'paused':
      case 'continued':
        active.training = { ...active.training, paused: event.type === 'paused' };
        this.#listener.changed();
    }
  }

  #end(training: Training, end: TrainingEnd): void {
    this.#active.delete(training.run);
    this.#listener.ended(training, end);
  }

  #find(run: RunId): Active {
    const active = this.#active.get(run);
    if (active === undefined) throw new UserError('run.notTraining', { run });
    return active;
  }
}
