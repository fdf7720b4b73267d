import type { Recipe } from '../../core/recipe/schema';
import type { OptimizerSettings } from '../../core/recipe/optimizers';
import { layerSizes } from '../../core/network/spec';
import type { NetworkSpec } from '../../core/network/types';
import type { PenaltySettings } from './penalties';

/** All that a training graph follows from. The same specification gives the same graph, byte for byte. */
export interface TrainingGraphSpec {
  readonly network: NetworkSpec;
  /** `reconstruction`: the network's outputs are to be the clean images, [N, D]; labels are not looked at. */
  readonly loss: 'crossEntropy' | 'reconstruction';
  readonly optimizer: OptimizerSettings;
  /** B; 1 or more. */
  readonly batchSize: number;
  /** Layers that keep their weights, by index; the others train. At least one must. */
  readonly frozenLayers: readonly number[];
  readonly penalty: PenaltySettings;
  /** 0 to below 1. */
  readonly labelSmoothing: number;
  /** Share of a layer's inputs dropped, 0 to below 1, one rate a layer: the first one drops pixels. */
  readonly dropout: readonly number[];
  /** Largest common norm of the gradients; null lets them be. */
  readonly clipNorm: number | null;
  /**
   * d in average ← d · average + (1 − d) · w after every step; null keeps no average. Where there is one, it is what
   * `logits` runs.
   */
  readonly averageDecay: number | null;
}

/** A variable of the session: a weight, a bias, or what is kept beside one. */
export interface VariableSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Names and shapes of the weights, in order: `layer0.weight` [D, H], `layer0.bias` [H], … */
export function weightSpecs(network: NetworkSpec): VariableSpec[] {
  return layerSizes(network).flatMap(({ inputs, outputs }, i) => [
    { name: `layer${i}.weight`, shape: [inputs, outputs] },
    { name: `layer${i}.bias`, shape: [outputs] },
  ]);
}

/** The name under which the running average of a weight is kept. */
export const averageName = (weight: string): string => `average/${weight}`;

/** A plain specification: cross-entropy, nothing frozen, no remedy against overfitting. */
export const plain = {
  loss: 'crossEntropy',
  frozenLayers: [],
  penalty: { l1: 0, l2: 0 },
  labelSmoothing: 0,
  dropout: [],
  clipNorm: null,
  averageDecay: null,
} as const satisfies Partial<TrainingGraphSpec>;

/** The graph that trains `network` by `recipe`. */
export function graphSpecOf(recipe: Recipe, network: NetworkSpec): TrainingGraphSpec {
  const { optimizer, batchSize, l1, l2, labelSmoothing, dropout, clipNorm, averageDecay } = recipe;
  return {
    network,
    loss: 'crossEntropy',
    optimizer,
    batchSize,
    frozenLayers: recipe.transfer?.freeze ?? [],
    penalty: { l1, l2 },
    labelSmoothing,
    // A hidden layer's outputs are the next layer's inputs.
    dropout: [dropout.input, ...network.hidden.map((_, i) => dropout.hidden[i] ?? 0)],
    clipNorm,
    averageDecay,
  };
}
