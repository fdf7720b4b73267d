import type { recipes } from '../../messages/en/recipes';
import { recipeSchema, type Recipe } from './schema';

/** A recipe to start from. `name` and `teaches` are keys of the messages' area `recipes`: what it is called, and one sentence on what it teaches. */
export interface Preset {
  readonly id: string;
  readonly name: keyof typeof recipes;
  readonly teaches: keyof typeof recipes;
  readonly recipe: Recipe;
}

/** The network and the training of the article this app grew from, with nothing left to a default. */
const article: Preset = {
  id: 'article',
  name: 'article.name',
  teaches: 'article.teaches',
  recipe: recipeSchema.parse({
    name: 'The article’s network',
    dataset: 'mnist',
    network: { hidden: [{ units: 128, activation: 'relu' }], initialization: 'pytorch' },
    optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: false, weightDecay: 0 },
    batchSize: 64,
    dropLast: false,
    epochs: 10,
    seed: 1,
  }),
};

/** In the order in which they are offered. */
export const presets: readonly Preset[] = [article];

export function presetById(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
