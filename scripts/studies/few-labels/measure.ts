import { join } from 'node:path';
import type { Recipe } from '../../../src/core/recipe/schema';
import type { BaselineName } from '../../../src/jobs/baselines';
import { readRecipe, withSeeds, type StudyPlace, type Trainings } from '../trainings';
import {
  amounts,
  methods,
  recipeFile,
  subsetOf,
  VALIDATION,
  type Amount,
  type Method,
} from './conditions';

export const SEEDS = [1, 2, 3, 4, 5];

/** What a method makes of so many labels. */
export interface Learnt {
  readonly amount: Amount;
  readonly method: Method | BaselineName;
  /** Of a network. */
  readonly recipe: Recipe | null;
  /** Of the test set, 0–1, of every seed. */
  readonly accuracies: readonly number[];
}

export async function measureNetworks(
  trainings: Trainings,
  { checkout }: StudyPlace,
): Promise<Learnt[]> {
  const learnt: Learnt[] = [];
  for (const amount of amounts) {
    for (const method of methods) {
      const file = recipeFile(method, amount);
      const recipe = readRecipe(join(checkout, file));
      const results = await trainings.trainAll(file, withSeeds(recipe, SEEDS));
      const accuracies = results.map(({ evaluation }) => evaluation.accuracy);
      learnt.push({ amount, method, recipe, accuracies });
    }
  }
  return learnt;
}

/** The simpler methods, on the same labelled digits as the networks with the same seeds. */
export async function measureBaselines(
  trainings: Trainings,
  { say }: StudyPlace,
): Promise<Learnt[]> {
  const learnt: Learnt[] = [];
  for (const amount of amounts) {
    const tables = [];
    for (const seed of SEEDS) {
      const { rows } = await trainings.baselines({
        validation: VALIDATION,
        subset: subsetOf(amount),
        seed,
      });
      tables.push(rows);
    }
    say(`simpler methods, ${amount.labels} labels: ${SEEDS.length} of ${SEEDS.length}`);
    for (const { method } of tables[0]!) {
      if (method === 'network') continue;
      const accuracies = tables.map(
        (rows) => rows.find((row) => row.method === method)!.testAccuracy!,
      );
      learnt.push({ amount, method, recipe: null, accuracies });
    }
  }
  return learnt;
}
