import type { Checkpoint } from '../core/metrics/checkpoint';
import type { EpochMetrics, StepMetrics } from '../core/metrics/types';

export type { Checkpoint };

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
}

/** What a person asks of a running training; looked at between calls of the graph. */
export interface TrainingControl {
  /** 'pause' waits inside the loop (a checkpoint is made first) until it changes. */
  readonly wanted: 'run' | 'pause' | 'stop';
  /** Resolves when `wanted` changes. */
  changed(): Promise<void>;
}

export interface TrainingResult {
  readonly outcome: 'finished' | 'stopped';
  readonly checkpoint: Checkpoint;
}
