import type { Recipe } from '../recipe/schema';
import { autoencoderOf } from './autoencoder';
import { PIXELS, type NetworkSpec } from './types';

/** The network a recipe describes, for images of 28 × 28 pixels and `classes` classes. */
export function networkSpecOf(recipe: Pick<Recipe, 'network'>, classes: number): NetworkSpec {
  return { inputs: PIXELS, hidden: recipe.network.hidden, classes };
}

/** The dense layers from the input to the logits: layer i turns `inputs` numbers into `outputs`. */
export function layerSizes(spec: NetworkSpec): { inputs: number; outputs: number }[] {
  const sizes = [...spec.hidden.map((layer) => layer.units), spec.classes];
  return sizes.map((outputs, i) => ({ inputs: sizes[i - 1] ?? spec.inputs, outputs }));
}

/** All weights and biases. */
export function parameterCount(spec: NetworkSpec): number {
  return layerSizes(spec).reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0);
}

/** Steps (updates) in an epoch over `examples` examples; the short last batch counts unless the recipe drops it. */
export function stepsPerEpoch(
  recipe: Pick<Recipe, 'batchSize' | 'dropLast'>,
  examples: number,
): number {
  const batches = examples / recipe.batchSize;
  return recipe.dropLast ? Math.floor(batches) : Math.ceil(batches);
}

/** Steps of the training on labels. */
export function totalSteps(
  recipe: Pick<Recipe, 'batchSize' | 'dropLast' | 'epochs'>,
  examples: number,
): number {
  return recipe.epochs * stepsPerEpoch(recipe, examples);
}

/** Steps of the pretraining on `images` images that comes before; 0 where there is none. */
export function pretrainingSteps(
  { pretraining }: Pick<Recipe, 'pretraining'>,
  images: number,
): number {
  if (pretraining === null) return 0;
  return pretraining.epochs * Math.ceil(images / pretraining.batchSize);
}

/**
 * How much longer a step of a recipe's pretraining takes than one of its training on labels: time goes with the weights and the
 * examples of a step. 0 where there is no pretraining.
 */
export function pretrainingStepCost(recipe: Recipe, classes: number): number {
  const { pretraining, batchSize } = recipe;
  if (pretraining === null) return 0;
  const network = networkSpecOf(recipe, classes);
  const first = parameterCount(autoencoderOf(network)) * pretraining.batchSize;
  return first / (parameterCount(network) * batchSize);
}
