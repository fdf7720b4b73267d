import type {
  EpochMetrics,
  PretrainingEpoch,
  PretrainingMetrics,
  StepMetrics,
} from '../../src/core/metrics/types';
import type {
  Checkpoint,
  RateChange,
  TrainingControl,
  TrainingSink,
} from '../../src/training/types';

/** Keeps all a training hands over. */
export class MemorySink implements TrainingSink {
  readonly rows: StepMetrics[] = [];
  readonly epochs: EpochMetrics[] = [];
  readonly checkpoints: Checkpoint[] = [];
  readonly epochEnds: number[] = [];
  readonly changes: RateChange[] = [];
  readonly pretrainingRows: PretrainingMetrics[] = [];
  readonly pretrainingEpochs: PretrainingEpoch[] = [];

  record(rows: readonly StepMetrics[], epochs: readonly EpochMetrics[]): void {
    this.rows.push(...rows);
    this.epochs.push(...epochs);
  }

  checkpoint(
    checkpoint: Checkpoint,
    rows: readonly StepMetrics[],
    epochs: readonly EpochMetrics[],
    epochEnd: boolean,
  ): void {
    this.record(rows, epochs);
    this.checkpoints.push(checkpoint);
    if (epochEnd) this.epochEnds.push(checkpoint.step);
  }

  pretrained(
    rows: readonly PretrainingMetrics[],
    epochs: readonly PretrainingEpoch[],
    checkpoint: Checkpoint | null,
  ): void {
    this.pretrainingRows.push(...rows);
    this.pretrainingEpochs.push(...epochs);
    if (checkpoint !== null) this.checkpoints.push(checkpoint);
  }

  change(change: RateChange): void {
    this.changes.push(change);
  }
}

/** A control a test moves by hand. */
export class TestControl implements TrainingControl {
  wanted: TrainingControl['wanted'] = 'run';
  learningRate: number | null = null;
  readonly #changed: (() => void)[] = [];

  set(wanted: TrainingControl['wanted']): void {
    this.wanted = wanted;
    for (const resolve of this.#changed.splice(0)) resolve();
  }

  stepped(): void {
    this.wanted = 'pause';
  }

  takeLearningRate(): number | null {
    const rate = this.learningRate;
    this.learningRate = null;
    return rate;
  }

  changed(): Promise<void> {
    return new Promise((resolve) => this.#changed.push(resolve));
  }
}
