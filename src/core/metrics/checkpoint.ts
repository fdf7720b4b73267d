import type { Tensor } from '../network/safetensors';

/**
 * Everything a run needs to go on as if it had never stopped. Nothing random has state: the order of examples follows from
 * (seed, epoch), so weights, slots, step and the open epoch's sums are all there is.
 */
export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  /** Steps a call, and so an interval of the curve, fixed for the run's life. */
  readonly stepsPerCall: number;
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

/** The network's own tensors, without the optimizer's slots: a slot's name has the slot before a slash. */
export function weightsOf(tensors: readonly Tensor[]): Tensor[] {
  return tensors.filter(({ name }) => !name.includes('/'));
}
