import { join } from 'node:path';
import { recipeSchema, type Recipe, type RecipeInput } from '../../../src/core/recipe/schema';
import type { Choice } from '../choose';

/** Labelled digits a training gets, and the most epochs that are tried when their number is chosen. */
export const amounts = [
  { labels: 10, mostEpochs: 40 },
  { labels: 100, mostEpochs: 30 },
  { labels: 1000, mostEpochs: 20 },
] as const;
export type Amount = (typeof amounts)[number];

/** Half the pixels and this rate did better on the validation split than 0.3 and 0.001 (seed 1, 1,000 labels). */
const pretraining = {
  epochs: 6,
  corruption: 0.5,
  optimizer: { type: 'adam', learningRate: 0.002 },
} as const satisfies RecipeInput['pretraining'];

export const methods = ['scratch', 'pretrained'] as const;
export type Method = (typeof methods)[number];

export const VALIDATION = { count: 5000 } as const;

/** As many of each digit as the training set has in its share. */
export const subsetOf = ({ labels }: Amount) => ({ type: 'stratified', count: labels }) as const;

/** Below the checkout. */
export const recipeFile = (method: Method, { labels }: Amount): string =>
  join('scripts/studies/few-labels', `${method}-${labels}.json`);

export function recipeOf(method: Method, amount: Amount, choice: Choice): Recipe {
  return recipeSchema.parse({
    name: `${amount.labels} labels, ${method === 'scratch' ? 'from scratch' : 'pretrained'}`,
    network: {
      hidden: [
        { units: 300, activation: 'sigmoid' },
        { units: 150, activation: 'sigmoid' },
      ],
    },
    optimizer: { type: 'adam', learningRate: choice.learningRate },
    batchSize: 10,
    epochs: choice.epochs,
    validation: VALIDATION,
    subset: subsetOf(amount),
    ...(method === 'pretrained' && { pretraining }),
  } satisfies RecipeInput);
}
