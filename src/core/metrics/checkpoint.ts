import type { Tensor } from '../network/safetensors';

/**
 * Everything a run needs to go on as if it had never stopped. Nothing random has state: order, dropout and distortions follow
 * from (seed, epoch, step), so tensors, steps and open sums are all there is. All but the tensors are plain numbers.
 */
export interface Checkpoint {
  /** Steps done in the whole run. */
  readonly step: number;
  /** 1: inside the pretraining without labels, and the tensors are the autoencoder's. 0: in the training on labels. */
  readonly pretraining: number;
  /** Steps a call, and so an interval of the curve, fixed for the life of a run's stage. */
  readonly stepsPerCall: number;
  /**
   * float32: weights (`layer0.weight` [D, H], `layer0.bias` [H], …); the optimizer's slots (`momentum/layer0.weight`, …); where
   * the recipe keeps them, running averages (`average/…`) and the best epoch's weights (`best/…`).
   */
  readonly tensors: readonly Tensor[];
  /** Sums over the open interval (a person's single steps cut calls), in float64: 0 at its end. */
  readonly intervalLossSum: number;
  readonly intervalCorrect: number;
  readonly intervalExamples: number;
  /** Sums over the finished intervals of the epoch under way: 0 at its end. */
  readonly epochLossSum: number;
  readonly epochCorrect: number;
  readonly epochExamples: number;
  /** Early stopping: the best epoch so far (0: none), its validation figure, and epochs since. */
  readonly bestEpoch: number;
  readonly bestValue: number;
  readonly epochsSinceBest: number;
  /** Watching for divergence: loss of the first step and running mean (NaN before them), and whether the last loss was above the limit (1) or not (0). */
  readonly firstLoss: number;
  readonly meanLoss: number;
  readonly lossAbove: number;
  /** Seconds of training spent in the epoch under way and in all. Wall clock, not part of the bits. */
  readonly epochSeconds: number;
  readonly trainSeconds: number;
}

/** The network's own tensors, without the optimizer's slots: a slot's name has the slot before a slash. */
export function weightsOf(tensors: readonly Tensor[]): Tensor[] {
  return tensors.filter(({ name }) => !name.includes('/'));
}

const BEST = 'best/';
const AVERAGE = 'average/';

/** Weights as the best of those a run has kept so far. */
export function markedAsBest(weights: readonly Tensor[]): Tensor[] {
  return weights.map((tensor) => ({ ...tensor, name: BEST + tensor.name }));
}

export function bestOf(tensors: readonly Tensor[]): Tensor[] {
  return tensors.filter(({ name }) => name.startsWith(BEST));
}

/** What a run has come to, under the weights' plain names: the best epoch's where those are kept, else the average, else the last. */
export function resultOf(tensors: readonly Tensor[]): Tensor[] {
  return resultBy(tensors, [BEST, AVERAGE, '']);
}

/** The weights that are measured and shown while training: the average where one is kept. */
export function currentOf(tensors: readonly Tensor[]): Tensor[] {
  return resultBy(tensors, [AVERAGE, '']);
}

function resultBy(tensors: readonly Tensor[], prefixes: readonly string[]): Tensor[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return weightsOf(tensors).map(({ name, shape }) => {
    const found = prefixes.map((prefix) => byName.get(prefix + name)).find((t) => t !== undefined)!;
    return { name, shape, values: found.values };
  });
}
