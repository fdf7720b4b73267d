import type { EpochMetrics, StepMetrics } from '../core/metrics/types';
import type { Tensor } from '../core/network/safetensors';

/**
 * Everything a run needs to go on as if it had never stopped. Nothing random has state: the order of examples follows from
 * (seed, epoch), so weights, slots, step and the open epoch's sums are all there is.
 */
export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  /** Weights (`layer0.weight` [D, H], `layer0.bias` [H], …), then the optimizer's slots (`momentum/layer0.weight`, …), float32. */
  readonly tensors: readonly Tensor[];
  /** Sums over the finished intervals of the epoch under way, in float64: 0 at an epoch's end. */
  readonly epochLossSum: number;
  readonly epochCorrect: number;
  readonly epochExamples: number;
  /** Seconds of training spent in the epoch under way and in all. Wall clock, not part of the bits. */
  readonly epochSeconds: number;
  readonly trainSeconds: number;
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
