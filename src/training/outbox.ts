import type {
  EpochMetrics,
  PretrainingEpoch,
  PretrainingMetrics,
  StepMetrics,
} from '../core/metrics/types';
import type { Checkpoint, TrainingSink } from './types';

/** Commits of the curve: at most ten a second. */
const RECORD_EVERY_MS = 100;
/** A crash costs at most this much work (and never more than an epoch). */
const CHECKPOINT_EVERY_MS = 5000;

/** The intervals and epochs since the sink last heard, and when that was. */
export class Outbox {
  readonly #sink: Pick<TrainingSink, 'record' | 'checkpoint'>;
  readonly #clock: () => number;
  #rows: StepMetrics[] = [];
  #epochs: EpochMetrics[] = [];
  #recordedAt: number;
  #savedAt: number;

  constructor(sink: Pick<TrainingSink, 'record' | 'checkpoint'>, clock: () => number) {
    this.#sink = sink;
    this.#clock = clock;
    this.#recordedAt = this.#savedAt = clock();
  }

  addInterval(row: StepMetrics): void {
    this.#rows.push(row);
  }

  addEpoch(epoch: EpochMetrics): void {
    this.#epochs.push(epoch);
  }

  /** What should go out by now: decides when to save, never what is computed. */
  due(): 'checkpoint' | 'record' | null {
    const now = this.#clock();
    if (now - this.#savedAt >= CHECKPOINT_EVERY_MS) return 'checkpoint';
    return now - this.#recordedAt >= RECORD_EVERY_MS ? 'record' : null;
  }

  record(): void {
    this.#sink.record(this.#rows, this.#epochs);
    this.#flushed();
  }

  checkpoint(checkpoint: Checkpoint, epochEnd: boolean): void {
    this.#sink.checkpoint(checkpoint, this.#rows, this.#epochs, epochEnd);
    this.#flushed();
    this.#savedAt = this.#recordedAt;
  }

  #flushed(): void {
    this.#rows = [];
    this.#epochs = [];
    this.#recordedAt = this.#clock();
  }
}

/** The sink of a stage without labels: its figures go out as what they are, without an accuracy there is none of. */
export function pretrainingSink(sink: TrainingSink): Pick<TrainingSink, 'record' | 'checkpoint'> {
  return {
    record(rows, epochs) {
      sink.pretrained(rows.map(pretrainingMetrics), epochs.map(pretrainingEpoch), null);
    },
    checkpoint(checkpoint, rows, epochs) {
      sink.pretrained(rows.map(pretrainingMetrics), epochs.map(pretrainingEpoch), checkpoint);
    },
  };
}

function pretrainingMetrics({
  step,
  examples,
  loss,
  learningRate,
  gradientNorm,
}: StepMetrics): PretrainingMetrics {
  return { step, examples, loss, learningRate, gradientNorm };
}

function pretrainingEpoch({
  epoch,
  step,
  loss,
  seconds,
  finishedAt,
}: EpochMetrics): PretrainingEpoch {
  return { epoch, step, loss, seconds, finishedAt };
}
