import type { Divergence } from '../core/metrics/divergence';
import { evaluateLogits } from '../core/metrics/evaluation';
import type { ValidationMetrics } from '../core/metrics/types';
import { ARTICLE_PREPROCESSING } from '../core/network/types';
import { learningRateAt } from '../core/recipe/schedules';
import { openFeed, type ExampleFeed, type FedPart } from './examples';
import { Outbox, pretrainingSink } from './outbox';
import type { Plan } from './plan';
import type { TrainingSession } from './session';
import type { Stage } from './stage';
import { Tally } from './tally';
import type {
  Checkpoint,
  RateChange,
  TrainingControl,
  TrainingResult,
  TrainingSink,
} from './types';
import { Watch } from './watch';

/** What a stage needs beside what it is. */
export interface TrainerOptions {
  readonly stage: Stage;
  /** Everything random in the run follows from it. */
  readonly seed: number;
  /** Where to go on inside the stage; null begins it. */
  readonly from: Checkpoint | null;
  /** Seconds the run has trained for before the stage began. */
  readonly secondsBefore: number;
  /** Learning rates a person has set in this run so far, in order. */
  readonly changes: readonly RateChange[];
  readonly sink: TrainingSink;
  readonly control: TrainingControl;
  /** Milliseconds since 1970; decides when to save, never what is computed. */
  readonly clock: () => number;
  /** Built file of distortion/thread.ts. */
  readonly distortionThread: string | URL;
}

/** The state of one stage between two calls of the graph. */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #stage: Stage;
  readonly #session: TrainingSession;
  readonly #plan: Plan;
  readonly #tally: Tally;
  readonly #watch: Watch;
  readonly #outbox: Outbox;
  readonly #changes: RateChange[];

  /** Steps done in this stage. */
  #done: number;
  #epochSeconds: number;
  #trainSeconds: number;
  #part: (FedPart & { used: number }) | null = null;

  /** `session` runs the stage's graph and has its weights. */
  constructor(options: TrainerOptions, session: TrainingSession) {
    const { stage, from, clock, sink } = options;
    const { plan, stepsBefore, ignorance, earlyStopping } = stage;
    this.#options = options;
    this.#stage = stage;
    this.#session = session;
    // A stage keeps the intervals it began with, whatever a later version would choose.
    this.#plan = { ...plan, stepsPerCall: from?.stepsPerCall ?? plan.stepsPerCall };
    this.#tally = new Tally(from);
    this.#watch = new Watch(from, ignorance, earlyStopping);
    this.#outbox = new Outbox(stage.isPretraining ? pretrainingSink(sink) : sink, clock);
    // What was set in an earlier stage was another rate.
    this.#changes = options.changes.filter(({ step }) => step >= stepsBefore);
    this.#done = from === null ? 0 : from.step - stepsBefore;
    this.#epochSeconds = from?.epochSeconds ?? 0;
    this.#trainSeconds = from?.trainSeconds ?? options.secondsBefore;
  }

  async run(): Promise<TrainingResult> {
    if (this.#options.from === null) this.#begin();
    const feed = this.#openFeed();
    try {
      while (this.#done < this.#plan.totalSteps && !this.#watch.gainsNoMore) {
        if (!(await this.#mayGoOn())) return this.#result('stopped');
        const divergence = await this.#call(feed);
        if (divergence !== null) return this.#result('diverged', divergence);
        if (this.#done % this.#plan.stepsPerEpoch === 0) this.#endEpoch();
        else this.#keep();
      }
      return this.#result(this.#watch.gainsNoMore ? 'stoppedEarly' : 'finished');
    } finally {
      this.#part?.release();
      await feed.dispose();
    }
  }

  /** Steps done in the whole run. */
  get #step(): number {
    return this.#stage.stepsBefore + this.#done;
  }

  /** The checkpoint before the first step; where a stage came before, a good one is there already. */
  #begin(): void {
    if (this.#stage.stepsBefore === 0) this.#save();
    else this.#saveIfGood();
  }

  #openFeed(): ExampleFeed {
    const { data, graph, epochs, distortions, orderOf } = this.#stage;
    const { stepsPerEpoch, stepsPerCall } = this.#plan;
    return openFeed({
      session: this.#session,
      data,
      preprocessing: ARTICLE_PREPROCESSING,
      orderOf,
      seed: this.#options.seed,
      epochs,
      distortions,
      distortionThread: this.#options.distortionThread,
      callSize: stepsPerCall * graph.batchSize,
      from: {
        epoch: Math.floor(this.#done / stepsPerEpoch),
        position: (this.#done % stepsPerEpoch) * graph.batchSize,
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
    const { control } = this.#options;
    const { batchSize } = this.#stage.graph;
    const before = performance.now();
    const { stepsPerEpoch, stepsPerCall } = this.#plan;
    const inEpoch = this.#done % stepsPerEpoch;
    const intervalEnd = Math.min(
      (Math.floor(inEpoch / stepsPerCall) + 1) * stepsPerCall,
      stepsPerEpoch,
    );
    const single = control.wanted === 'step';
    const steps = single ? 1 : intervalEnd - inEpoch;

    const part = (this.#part ??= await this.#partOf(feed, inEpoch, intervalEnd));
    const order = part.order.subarray(part.used, part.used + steps * batchSize);
    const rates = Array.from({ length: steps }, (_, i) => this.#rateAt(this.#done + i));
    const reports = this.#session.train(part.fed, order, rates, this.#done);
    part.used += order.length;

    const losses = reports.map(({ loss }) => loss);
    const divergence = this.#watch.observe(this.#step + 1, losses);
    reports.forEach((report, i) => {
      const examples = Math.min(batchSize, order.length - i * batchSize);
      this.#tally.add(report, examples, rates[i]!);
    });
    this.#done += steps;
    if (inEpoch + steps === intervalEnd) {
      this.#outbox.addInterval(this.#tally.endInterval(this.#step));
      part.release();
      this.#part = null;
    }
    const seconds = (performance.now() - before) / 1000;
    this.#epochSeconds += seconds;
    this.#trainSeconds += seconds;
    if (single) control.stepped();
    if (divergence !== null) this.#outbox.record();
    return divergence;
  }

  async #partOf(
    feed: ExampleFeed,
    fromStep: number,
    toStep: number,
  ): Promise<FedPart & { used: number }> {
    const { graph, examples } = this.#stage;
    const epoch = Math.floor(this.#done / this.#plan.stepsPerEpoch);
    const from = fromStep * graph.batchSize;
    const to = Math.min(toStep * graph.batchSize, examples);
    return { ...(await feed.part(epoch, from, to)), used: 0 };
  }

  /** η of a step of the stage, from 0: by the schedule, from the recipe's rate or the one a person has set last. */
  #rateAt(done: number): number {
    const { schedule, learningRate, stepsBefore } = this.#stage;
    const changed = this.#changes.findLast(({ step }) => step <= stepsBefore + done);
    const base = changed?.learningRate ?? learningRate;
    return learningRateAt(schedule, base, { step: done, ...this.#plan });
  }

  #endEpoch(): void {
    const epoch = this.#done / this.#plan.stepsPerEpoch;
    const validation = this.#validate();
    this.#outbox.addEpoch({
      epoch,
      step: this.#step,
      ...this.#tally.endEpoch(),
      validation,
      seconds: this.#epochSeconds,
      finishedAt: this.#options.clock(),
    });
    this.#epochSeconds = 0;
    this.#watch.endEpoch(epoch, validation, () => this.#session.tensors());
    this.#saveIfGood();
  }

  #validate(): ValidationMetrics | null {
    const { validation } = this.#stage;
    if (validation === null) return null;
    const logits = this.#session.logits(validation.images, ARTICLE_PREPROCESSING);
    const classes = validation.classNames.length;
    const { loss, accuracy } = evaluateLogits(logits, validation.labels, classes);
    return { loss, accuracy };
  }

  #checkpoint(): Checkpoint {
    return {
      step: this.#step,
      pretraining: Number(this.#stage.isPretraining),
      stepsPerCall: this.#plan.stepsPerCall,
      tensors: [...this.#session.tensors(), ...this.#watch.best],
      ...this.#tally.sums,
      ...this.#watch.counters,
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
    const due = this.#outbox.due();
    if (due === 'checkpoint') this.#saveIfGood();
    else if (due === 'record') this.#outbox.record();
  }

  /** A checkpoint, unless the training is coming apart: then the last good one stays the newest. */
  #saveIfGood(): void {
    const checkpoint = this.#checkpoint();
    if (this.#watch.isGood(checkpoint.tensors)) this.#save(checkpoint);
    else this.#outbox.record();
  }

  #save(checkpoint = this.#checkpoint()): void {
    const epochEnd = this.#done > 0 && this.#done % this.#plan.stepsPerEpoch === 0;
    this.#outbox.checkpoint(checkpoint, epochEnd);
  }
}
