import type { LabelledImages } from '../core/data/dataset';
import { bestOf, currentOf, markedAsBest } from '../core/metrics/checkpoint';
import {
  divergenceStart,
  isGoodCheckpoint,
  observeLosses,
  type Divergence,
  type DivergenceState,
} from '../core/metrics/divergence';
import { observeEpoch } from '../core/metrics/early-stopping';
import { evaluateLogits } from '../core/metrics/evaluation';
import type { EpochMetrics, StepMetrics, ValidationMetrics } from '../core/metrics/types';
import { initialNetwork } from '../core/network/initialization';
import type { Tensor } from '../core/network/safetensors';
import { networkSpecOf, parameterCount } from '../core/network/spec';
import { ARTICLE_PREPROCESSING, type LayerWeights } from '../core/network/types';
import { learningRateAt } from '../core/recipe/schedules';
import type { Recipe } from '../core/recipe/schema';
import { epochOrder } from '../core/data/order';
import { replayOrder } from '../core/data/replay';
import { openFeed, type ExampleFeed, type FedPart } from './examples';
import { graphSpecOf } from './graph/spec';
import { planOf, type Plan } from './plan';
import { TrainingSession } from './session';
import { Tally } from './tally';
import type {
  Checkpoint,
  RateChange,
  Replay,
  TrainingControl,
  TrainingResult,
  TrainingSink,
} from './types';
import { weightTensors } from './weights';

export interface TrainingOptions {
  readonly recipe: Recipe;
  /** Pixels, or any D bytes an example in their place, [N, D]: the network takes as many numbers as there are. */
  readonly data: LabelledImages;
  /** null: every epoch shows all of `data`, each example once. */
  readonly replay: Replay | null;
  /** The weights before the first step; null draws them by the recipe. */
  readonly start: readonly LayerWeights[] | null;
  /** Held back from training, to choose by; null where nothing is. */
  readonly validation: LabelledImages | null;
  /** Where to go on; null begins anew. */
  readonly from: Checkpoint | null;
  /** Learning rates a person has set in this run so far, in order. */
  readonly changes: readonly RateChange[];
  readonly sink: TrainingSink;
  readonly control: TrainingControl;
  /** Milliseconds since 1970; decides when to save, never what is computed. */
  readonly clock: () => number;
  /** Built file of distortion/thread.ts. */
  readonly distortionThread: string | URL;
}

/** Commits of the curve: at most ten a second. */
const RECORD_EVERY_MS = 100;
/** A crash costs at most this much work (and never more than an epoch). */
const CHECKPOINT_EVERY_MS = 5000;

/**
 * Trains until the last epoch, until early stopping ends it, or until `control` says stop. Every figure handed to the sink and
 * every weight is a function of the recipe, the data, the changes and the starting checkpoint alone: pauses, crashes and the
 * clock leave no trace but in `seconds`. The session is handed over; the caller disposes of it.
 */
export async function train(
  options: TrainingOptions,
): Promise<TrainingResult & { session: TrainingSession }> {
  const { recipe, data, from } = options;
  const inputs = data.images.length / data.labels.length;
  const network = { ...networkSpecOf(recipe, data.classNames.length), inputs };
  const plan = planOf(recipe, parameterCount(network), epochSize(options));
  const session = await TrainingSession.open(graphSpecOf(recipe, network), recipe.seed);
  try {
    session.load(
      from?.tensors ??
        weightTensors(
          options.start ?? initialNetwork(network, recipe.network.initialization, recipe.seed),
        ),
    );
    return { ...(await new Trainer(options, session, plan).run()), session };
  } catch (error) {
    session.dispose();
    throw error;
  }
}

/** Examples an epoch shows, a short last batch included even where it is dropped. */
function epochSize({ data, replay }: TrainingOptions): number {
  return replay === null ? data.labels.length : replay.fresh + replay.replayed;
}

/** The order of an epoch, indices into the training set; a function of the recipe's seed and the epoch alone. */
function orderOf({ recipe, data, replay }: TrainingOptions, epoch: number): Int32Array {
  const { length } = data.labels;
  if (replay === null) return epochOrder(recipe.seed, epoch, length);
  const { fresh, replayed } = replay;
  return replayOrder(recipe.seed, epoch, fresh, length - fresh, replayed);
}

/** The state of one training between two calls of the graph. */
class Trainer {
  readonly #options: TrainingOptions;
  readonly #session: TrainingSession;
  readonly #plan: Plan;
  readonly #tally: Tally;
  readonly #changes: RateChange[];
  /** Loss of a network that knows nothing: every class alike. */
  readonly #ignorance: number;

  #step: number;
  #epochSeconds: number;
  #trainSeconds: number;
  /** The best epoch's weights as `best/…`; empty without early stopping. */
  #best: readonly Tensor[];
  #stopping: Pick<Checkpoint, 'bestEpoch' | 'bestValue' | 'epochsSinceBest'>;
  #watch: DivergenceState;

  #part: (FedPart & { used: number }) | null = null;
  #rows: StepMetrics[] = [];
  #epochs: EpochMetrics[] = [];
  #recordedAt: number;
  #savedAt: number;

  constructor(options: TrainingOptions, session: TrainingSession, plan: Plan) {
    const { from, data, clock, changes } = options;
    this.#options = options;
    this.#session = session;
    // A run keeps the intervals it began with, whatever a later version would choose.
    this.#plan = { ...plan, stepsPerCall: from?.stepsPerCall ?? plan.stepsPerCall };
    this.#tally = new Tally(from);
    this.#changes = [...changes];
    this.#ignorance = Math.log(data.classNames.length);
    this.#step = from?.step ?? 0;
    this.#epochSeconds = from?.epochSeconds ?? 0;
    this.#trainSeconds = from?.trainSeconds ?? 0;
    this.#best = bestOf(from?.tensors ?? []);
    this.#stopping = {
      bestEpoch: from?.bestEpoch ?? 0,
      bestValue: from?.bestValue ?? 0,
      epochsSinceBest: from?.epochsSinceBest ?? 0,
    };
    this.#watch = from === null ? divergenceStart : watchFrom(from);
    this.#recordedAt = this.#savedAt = clock();
  }

  async run(): Promise<TrainingResult> {
    if (this.#options.from === null) this.#save();
    const feed = this.#openFeed();
    try {
      while (this.#step < this.#plan.totalSteps && !this.#gainsNoMore()) {
        if (!(await this.#mayGoOn())) return this.#result('stopped');
        const divergence = await this.#call(feed);
        if (divergence !== null) return this.#result('diverged', divergence);
        if (this.#step % this.#plan.stepsPerEpoch === 0) this.#endEpoch();
        else this.#keep();
      }
      return this.#result(this.#gainsNoMore() ? 'stoppedEarly' : 'finished');
    } finally {
      this.#part?.release();
      await feed.dispose();
    }
  }

  #openFeed(): ExampleFeed {
    const { recipe, data, distortionThread } = this.#options;
    const { stepsPerEpoch, stepsPerCall } = this.#plan;
    return openFeed({
      session: this.#session,
      data,
      preprocessing: ARTICLE_PREPROCESSING,
      // Without the short last batch where it is dropped.
      orderOf: (epoch) =>
        orderOf(this.#options, epoch).subarray(0, stepsPerEpoch * recipe.batchSize),
      seed: recipe.seed,
      epochs: recipe.epochs,
      distortions: recipe.distortions,
      distortionThread,
      callSize: stepsPerCall * recipe.batchSize,
      from: {
        epoch: Math.floor(this.#step / stepsPerEpoch),
        position: (this.#step % stepsPerEpoch) * recipe.batchSize,
      },
    });
  }

  /** Lets messages in, waits while paused; false when the training shall stop (everything is saved by then). */
  async #mayGoOn(): Promise<boolean> {
    const { control } = this.#options;
    await new Promise((resolve) => setImmediate(resolve));
    while (control.wanted === 'pause') {
      this.#save();
      await control.changed();
    }
    const learningRate = control.takeLearningRate();
    if (learningRate !== null) {
      const change = { step: this.#step, learningRate };
      this.#options.sink.change(change);
      this.#changes.push(change);
    }
    if (control.wanted !== 'stop') return true;
    this.#save();
    return false;
  }

  /** One call of the graph: to the end of the interval, or one step when a person asks for one. */
  async #call(feed: ExampleFeed): Promise<Divergence | null> {
    const { recipe, control } = this.#options;
    const before = performance.now();
    const { stepsPerEpoch, stepsPerCall } = this.#plan;
    const inEpoch = this.#step % stepsPerEpoch;
    const intervalEnd = Math.min(
      (Math.floor(inEpoch / stepsPerCall) + 1) * stepsPerCall,
      stepsPerEpoch,
    );
    const single = control.wanted === 'step';
    const steps = single ? 1 : intervalEnd - inEpoch;

    const part = (this.#part ??= await this.#partOf(feed, inEpoch, intervalEnd));
    const order = part.order.subarray(part.used, part.used + steps * recipe.batchSize);
    const rates = Array.from({ length: steps }, (_, i) => this.#rateAt(this.#step + i));
    const reports = this.#session.train(part.fed, order, rates, this.#step);
    part.used += order.length;

    const { state, divergence } = observeLosses(
      this.#watch,
      this.#step + 1,
      reports.map(({ loss }) => loss),
      this.#ignorance,
    );
    this.#watch = state;
    reports.forEach((report, i) => {
      const examples = Math.min(recipe.batchSize, order.length - i * recipe.batchSize);
      this.#tally.add(report, examples, rates[i]!);
    });
    this.#step += steps;
    if (inEpoch + steps === intervalEnd) {
      this.#rows.push(this.#tally.endInterval(this.#step));
      part.release();
      this.#part = null;
    }
    const seconds = (performance.now() - before) / 1000;
    this.#epochSeconds += seconds;
    this.#trainSeconds += seconds;
    if (single) control.stepped();
    if (divergence !== null) this.#record();
    return divergence;
  }

  async #partOf(
    feed: ExampleFeed,
    fromStep: number,
    toStep: number,
  ): Promise<FedPart & { used: number }> {
    const { recipe } = this.#options;
    const epoch = Math.floor(this.#step / this.#plan.stepsPerEpoch);
    const from = fromStep * recipe.batchSize;
    const to = Math.min(toStep * recipe.batchSize, epochSize(this.#options));
    return { ...(await feed.part(epoch, from, to)), used: 0 };
  }

  /** η of a step counted from 0: by the schedule, from the recipe's rate or the one a person has set last. */
  #rateAt(step: number): number {
    const { recipe } = this.#options;
    const changed = this.#changes.findLast((change) => change.step <= step);
    const base = changed?.learningRate ?? recipe.optimizer.learningRate;
    return learningRateAt(recipe.schedule, base, { step, ...this.#plan });
  }

  #endEpoch(): void {
    const epoch = this.#step / this.#plan.stepsPerEpoch;
    const validation = this.#validate();
    this.#epochs.push({
      epoch,
      step: this.#step,
      ...this.#tally.endEpoch(),
      validation,
      seconds: this.#epochSeconds,
      finishedAt: this.#options.clock(),
    });
    this.#epochSeconds = 0;
    this.#watchBest(epoch, validation);
    this.#saveIfGood();
  }

  #validate(): ValidationMetrics | null {
    const { validation } = this.#options;
    if (validation === null) return null;
    const logits = this.#session.logits(validation.images, ARTICLE_PREPROCESSING);
    const { loss, accuracy } = evaluateLogits(
      logits,
      validation.labels,
      validation.classNames.length,
    );
    return { loss, accuracy };
  }

  #watchBest(epoch: number, validation: ValidationMetrics | null): void {
    const settings = this.#options.recipe.earlyStopping;
    if (settings === null || validation === null) return;
    const { bestEpoch, bestValue, epochsSinceBest } = this.#stopping;
    const best = bestEpoch === 0 ? null : { epoch: bestEpoch, value: bestValue };
    const { state, improved } = observeEpoch(
      settings,
      { best, waited: epochsSinceBest },
      epoch,
      validation,
    );
    this.#stopping = {
      bestEpoch: state.best?.epoch ?? 0,
      bestValue: state.best?.value ?? 0,
      epochsSinceBest: state.waited,
    };
    if (improved) this.#best = markedAsBest(currentOf(this.#session.tensors()));
  }

  #gainsNoMore(): boolean {
    const settings = this.#options.recipe.earlyStopping;
    return settings !== null && this.#stopping.epochsSinceBest >= settings.patience;
  }

  #checkpoint(): Checkpoint {
    return {
      step: this.#step,
      stepsPerCall: this.#plan.stepsPerCall,
      tensors: [...this.#session.tensors(), ...this.#best],
      ...this.#tally.sums,
      ...this.#stopping,
      firstLoss: this.#watch.firstLoss ?? NaN,
      meanLoss: this.#watch.mean ?? NaN,
      lossAbove: Number(this.#watch.above),
      epochSeconds: this.#epochSeconds,
      trainSeconds: this.#trainSeconds,
    };
  }

  #result(
    outcome: TrainingResult['outcome'],
    divergence: Divergence | null = null,
  ): TrainingResult {
    return { outcome, divergence, checkpoint: this.#checkpoint() };
  }

  /** After a call inside an epoch: a checkpoint every few seconds, else the curve a few times a second. */
  #keep(): void {
    const now = this.#options.clock();
    if (now - this.#savedAt >= CHECKPOINT_EVERY_MS) this.#saveIfGood();
    else if (now - this.#recordedAt >= RECORD_EVERY_MS) this.#record();
  }

  #record(): void {
    this.#options.sink.record(this.#rows, this.#epochs);
    this.#flushed();
  }

  /** A checkpoint, unless the training is coming apart: then the last good one stays the newest. */
  #saveIfGood(): void {
    const checkpoint = this.#checkpoint();
    if (isGoodCheckpoint(this.#watch, checkpoint.tensors)) this.#save(checkpoint);
    else this.#record();
  }

  #save(checkpoint = this.#checkpoint()): void {
    const epochEnd = this.#step > 0 && this.#step % this.#plan.stepsPerEpoch === 0;
    this.#options.sink.checkpoint(checkpoint, this.#rows, this.#epochs, epochEnd);
    this.#flushed();
    this.#savedAt = this.#recordedAt;
  }

  #flushed(): void {
    this.#rows = [];
    this.#epochs = [];
    this.#recordedAt = this.#options.clock();
  }
}

function watchFrom({ firstLoss, meanLoss, lossAbove }: Checkpoint): DivergenceState {
  return {
    firstLoss: Number.isNaN(firstLoss) ? null : firstLoss,
    mean: Number.isNaN(meanLoss) ? null : meanLoss,
    above: lossAbove === 1,
  };
}
