import { join } from 'node:path';
import { labelMaps, type NamedLabelMap } from '../../../src/core/data/label-map';
import type { RunId } from '../../../src/core/metrics/run';
import { recipeSchema, type Recipe, type RecipeInput } from '../../../src/core/recipe/schema';
import type { Choice } from '../choose';

/** What is learnt on top of something else. */
export interface Task {
  readonly id: 'new-digits' | 'even-odd';
  readonly labelMap: RecipeInput['labelMap'];
  /** Of the network to start from, below the checkout; the shipped one was trained as it says. */
  readonly baseRecipe: string;
  /** The network that ships with the app and that the recipe files name. */
  readonly shipped: string;
  readonly amounts: readonly Amount[];
}

/** How much of the data a training gets. */
export interface Amount {
  /** Images of each class; null: all there are. */
  readonly perClass: number | null;
  readonly batchSize: number;
  /** The most that are tried when the number of epochs is chosen. */
  readonly mostEpochs: number;
}

const copied = ({ map, classNames }: NamedLabelMap) => ({
  map: [...map],
  classNames: [...classNames],
});

const few = (perClass: number, mostEpochs: number): Amount => ({
  perClass,
  batchSize: 10,
  mostEpochs,
});

export const newDigits: Task = {
  id: 'new-digits',
  labelMap: copied(labelMaps['5-9']),
  baseRecipe: 'resources/models/digits-0-4.json',
  shipped: 'digits-0-4',
  amounts: [
    few(5, 60),
    few(10, 60),
    few(50, 40),
    { perClass: null, batchSize: 64, mostEpochs: 10 },
  ],
};

export const evenOdd: Task = {
  id: 'even-odd',
  labelMap: copied(labelMaps['even-odd']),
  baseRecipe: 'scripts/studies/transfer/base-digits.json',
  shipped: 'article',
  amounts: [few(5, 60), few(10, 60), few(50, 40)],
};

export const methods = ['frozen', 'fine-tuned', 'scratch'] as const;
export type Method = (typeof methods)[number];

export const amountName = ({ perClass }: Amount): string => String(perClass ?? 'all');

/** Below the checkout. */
export const recipeFile = (task: Task, method: Method, amount: Amount): string =>
  join('scripts/studies/transfer', `${task.id}-${method}-${amountName(amount)}.json`);

export function recipeOf(task: Task, method: Method, amount: Amount, choice: Choice): Recipe {
  const { perClass, batchSize } = amount;
  const from = { type: 'shipped', id: task.shipped } as const;
  return recipeSchema.parse({
    name: `${task.id}, ${method}, ${amountName(amount)}`,
    optimizer: { type: 'sgd', learningRate: choice.learningRate, momentum: 0.9 },
    batchSize,
    epochs: choice.epochs,
    validation: { count: 5000 },
    labelMap: task.labelMap,
    ...(perClass !== null && { subset: { type: 'perClass', count: perClass } }),
    ...(method !== 'scratch' && {
      transfer: { from, freeze: method === 'frozen' ? [0] : [], head: 'new' },
    }),
  } satisfies RecipeInput);
}

/** The recipe with this run in the place of the shipped network. */
export function startingFrom(recipe: Recipe, run: RunId): Recipe {
  const { transfer } = recipe;
  return {
    ...recipe,
    transfer: transfer && { ...transfer, from: { type: 'run', run, epoch: null } },
  };
}
