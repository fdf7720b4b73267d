import type { Checkpoint } from '../core/metrics/checkpoint';
import type { Divergence } from '../core/metrics/divergence';
import type {
  EpochMetrics,
  PretrainingEpoch,
  PretrainingMetrics,
  StepMetrics,
} from '../core/metrics/types';

export type { Checkpoint };

/** A person's change while a run is under way: from `step` on (0-based: the first step it holds for) this is the recipe's η. */
export interface RateChange {
  readonly step: number;
  readonly learningRate: number;
}

/** Examples of an older task among the new ones; see core/data/replay.ts. */
export interface Replay {
  /** How many new examples there are: the first of the training set; the old ones come behind them. */
  readonly fresh: number;
  /** How many old ones an epoch takes. */
  readonly replayed: number;
}

/**
 * Where a training puts what it makes. The library implements it. Calls are synchronous: when one returns, it is on disk.
 * `record` is called at most 10 times a second; the intervals since the last `record` or `checkpoint` come with it.
 */
export interface TrainingSink {
  record(rows: readonly StepMetrics[], epochs: readonly EpochMetrics[]): void;
  /** Keeps the checkpoint and, in the same transaction, the metrics up to it. `epochEnd`: also keep its weights for good. */
  checkpoint(
    checkpoint: Checkpoint,
    rows: readonly StepMetrics[],
    epochs: readonly EpochMetrics[],
    epochEnd: boolean,
  ): void;
  /** The same for both, inside a pretraining without labels; null where there is no checkpoint to keep. */
  pretrained(
    rows: readonly PretrainingMetrics[],
    epochs: readonly PretrainingEpoch[],
    checkpoint: Checkpoint | null,
  ): void;
  /** Keeps a change before it acts, so that a resumed run makes it again. */
  change(change: RateChange): void;
}

/** What a person asks of a running training; looked at between calls of the graph. */
export interface TrainingControl {
  /** 'pause' waits inside the loop (a checkpoint is made first) until it changes; 'step' makes one step and pauses again. */
  readonly wanted: 'run' | 'pause' | 'step' | 'stop';
  /** Resolves when `wanted` changes. */
  changed(): Promise<void>;
  /** Tells that the single step was made: `wanted` is 'pause' again. */
  stepped(): void;
  /** A new learning rate the person has asked for, once; null when there is none. */
  takeLearningRate(): number | null;
}

export interface TrainingResult {
  /** `stoppedEarly`: nothing more was gained on the validation set. */
  readonly outcome: 'finished' | 'stoppedEarly' | 'stopped' | 'diverged';
  /** Of a diverged training: how; the last checkpoint was made while all was well. */
  readonly divergence: Divergence | null;
  readonly checkpoint: Checkpoint;
}
