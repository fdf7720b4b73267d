import { epochOrder } from '../core/data/order';
import type { LabelledImages } from '../core/data/dataset';
import type { EpochMetrics, StepMetrics } from '../core/metrics/types';
import { initialNetwork } from '../core/network/initialization';
import { networkSpecOf, parameterCount } from '../core/network/spec';
import { ARTICLE_PREPROCESSING } from '../core/network/types';
import type { Recipe } from '../core/recipe/schema';
import { graphSpecOf } from './graph/spec';
import { planOf } from './plan';
import { TrainingSession } from './session';
import type { Checkpoint, TrainingControl, TrainingResult, TrainingSink } from './types';
import { weightTensors } from './weights';

export interface TrainingOptions {
  readonly recipe: Recipe;
  readonly data: LabelledImages;
  /** Where to go on; null begins anew. */
  readonly from: Checkpoint | null;
  readonly sink: TrainingSink;
  readonly control: TrainingControl;
  /** Milliseconds since 1970; decides when to save, never what is computed. */
  readonly clock: () => number;
}

/** Commits of the curve: at most ten a second. */
const RECORD_EVERY_MS = 100;
/** A crash costs at most this much work (and never more than an epoch). */
const CHECKPOINT_EVERY_MS = 5000;

/**
 * Trains until the last epoch, or until `control` says stop. Every figure handed to the sink and every weight is a function of
 * the recipe, the data and the starting checkpoint alone: pauses, crashes and the clock leave no trace but in `seconds`.
 * The session is handed over, with the final weights in it; the caller disposes of it.
 */
export async function train(
  options: TrainingOptions,
): Promise<TrainingResult & { session: TrainingSession }> {
  const { recipe, data } = options;
  const network = networkSpecOf(recipe, data.classNames.length);
  const plan = planOf(recipe, parameterCount(network), data.labels.length);
  const session = await TrainingSession.open(graphSpecOf(recipe, network), recipe.seed);
  try {
    session.load(
      options.from?.tensors ??
        weightTensors(initialNetwork(network, recipe.network.initialization, recipe.seed)),
    );
    const result = await new Trainer(options, session, plan).run();
    return { ...result, session };
  } catch (error) {
    session.dispose();
    throw error;
  }
}

/** The state of one training between two calls of the graph. */
class Trainer {
  readonly #options: TrainingOptions;
  readonly #session: TrainingSession;
  readonly #stepsPerEpoch: number;
  readonly #totalSteps: number;
  readonly #stepsPerCall: number;

  #step: number;
  #lossSum: number;
  #correct: number;
  #examples: number;
  #epochSeconds: number;
  #trainSeconds: number;

  #rows: StepMetrics[] = [];
  #epochs: EpochMetrics[] = [];
  #recordedAt: number;
  #savedAt: number;

  constructor(
    options: TrainingOptions,
    session: TrainingSession,
    plan: { stepsPerEpoch: number; totalSteps: number; stepsPerCall: number },
  ) {
    const { from } = options;
    this.#options = options;
    this.#session = session;
    this.#stepsPerEpoch = plan.stepsPerEpoch;
    this.#totalSteps = plan.totalSteps;
    // A run keeps the intervals it began with, whatever a later version would choose.
    this.#stepsPerCall = from?.stepsPerCall ?? plan.stepsPerCall;
    this.#step = from?.step ?? 0;
    this.#lossSum = from?.epochLossSum ?? 0;
    this.#correct = from?.epochCorrect ?? 0;
    this.#examples = from?.epochExamples ?? 0;
    this.#epochSeconds = from?.epochSeconds ?? 0;
    this.#trainSeconds = from?.trainSeconds ?? 0;
    this.#recordedAt = this.#savedAt = options.clock();
  }

  async run(): Promise<TrainingResult> {
    const { recipe, data, from, clock } = this.#options;
    if (from === null) this.#save();
    const fed = this.#session.feed(data.images, data.labels, ARTICLE_PREPROCESSING);
    try {
      while (this.#step < this.#totalSteps) {
        const epoch = Math.floor(this.#step / this.#stepsPerEpoch);
        const order = epochOrder(recipe.seed, epoch, data.labels.length);
        while (Math.floor(this.#step / this.#stepsPerEpoch) === epoch) {
          if (!(await this.#mayGoOn()))
            return { outcome: 'stopped', checkpoint: this.#checkpoint() };
          const before = performance.now();
          const first = this.#step % this.#stepsPerEpoch;
          const steps = Math.min(this.#stepsPerCall, this.#stepsPerEpoch - first);
          const batches = order.subarray(
            first * recipe.batchSize,
            Math.min((first + steps) * recipe.batchSize, order.length),
          );
          const rates = new Array<number>(steps).fill(recipe.optimizer.learningRate);
          const reports = this.#session.train(fed, batches, rates, this.#step);
          this.#account(reports, batches.length, rates[steps - 1]!);
          const seconds = (performance.now() - before) / 1000;
          this.#epochSeconds += seconds;
          this.#trainSeconds += seconds;
          if (this.#step % this.#stepsPerEpoch === 0) this.#endEpoch(epoch + 1);
          else if (clock() - this.#savedAt >= CHECKPOINT_EVERY_MS) this.#save();
          else if (clock() - this.#recordedAt >= RECORD_EVERY_MS) this.#record();
        }
      }
      return { outcome: 'finished', checkpoint: this.#checkpoint() };
    } finally {
      fed.dispose();
    }
  }

  /** Lets messages in, waits while paused; false when the training shall stop (everything is saved by then). */
  async #mayGoOn(): Promise<boolean> {
    const { control } = this.#options;
    await new Promise((resolve) => setImmediate(resolve));
    while (control.wanted === 'pause') {
      this.#save();
      await control.changed();
    }
    if (control.wanted === 'run') return true;
    this.#save();
    return false;
  }

  /** Adds one call's reports to the curve and to the epoch's sums, in float64 and in the order of the steps. */
  #account(
    reports: readonly { loss: number; correct: number }[],
    examples: number,
    learningRate: number,
  ): void {
    const { batchSize } = this.#options.recipe;
    let lossSum = 0;
    let correct = 0;
    reports.forEach((report, i) => {
      lossSum += report.loss * Math.min(batchSize, examples - i * batchSize);
      correct += report.correct;
    });
    this.#step += reports.length;
    this.#lossSum += lossSum;
    this.#correct += correct;
    this.#examples += examples;
    this.#rows.push({
      step: this.#step,
      examples,
      loss: lossSum / examples,
      accuracy: correct / examples,
      learningRate,
    });
  }

  #endEpoch(epoch: number): void {
    this.#epochs.push({
      epoch,
      step: this.#step,
      loss: this.#lossSum / this.#examples,
      accuracy: this.#correct / this.#examples,
      seconds: this.#epochSeconds,
      finishedAt: this.#options.clock(),
    });
    this.#lossSum = this.#correct = this.#examples = this.#epochSeconds = 0;
    this.#save();
  }

  #checkpoint(): Checkpoint {
    return {
      step: this.#step,
      stepsPerCall: this.#stepsPerCall,
      tensors: this.#session.tensors(),
      epochLossSum: this.#lossSum,
      epochCorrect: this.#correct,
      epochExamples: this.#examples,
      epochSeconds: this.#epochSeconds,
      trainSeconds: this.#trainSeconds,
    };
  }

  #record(): void {
    this.#options.sink.record(this.#rows, this.#epochs);
    this.#flushed();
    this.#recordedAt = this.#options.clock();
  }

  #save(): void {
    const atEpochEnd = this.#step > 0 && this.#step % this.#stepsPerEpoch === 0;
    this.#options.sink.checkpoint(this.#checkpoint(), this.#rows, this.#epochs, atEpochEnd);
    this.#flushed();
    this.#savedAt = this.#recordedAt = this.#options.clock();
  }

  #flushed(): void {
    this.#rows = [];
    this.#epochs = [];
  }
}
