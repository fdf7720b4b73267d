import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { meanDeviation } from '../../src/core/metrics/mean-deviation';
import { minimalRecipe } from '../../src/core/recipe/minimal';
import type { Recipe } from '../../src/core/recipe/schema';
import type { Finished, StudyPlace } from './trainings';

/** What of a recipe is not given by the question a study asks. */
export interface Choice {
  readonly learningRate: number;
  readonly epochs: number;
}

/**
 * The rate and the epoch with the highest mean validation accuracy over the seeds; of equal ones the first. `results` are those
 * of the first rate, one a seed, then those of the second, …
 */
export function bestChoice(
  results: readonly (Finished | null)[],
  rates: readonly number[],
  mostEpochs: number,
): { choice: Choice; accuracy: number } {
  const seeds = results.length / rates.length;
  let found = { choice: { learningRate: 0, epochs: 0 }, accuracy: -1 };
  rates.forEach((learningRate, r) => {
    const ofRate = results.slice(r * seeds, (r + 1) * seeds);
    // Rates at which one of them came apart are out.
    if (!ofRate.every((result) => result !== null)) return;
    for (let epochs = 1; epochs <= mostEpochs; epochs++) {
      const accuracies = ofRate.map((result) => result.epochs[epochs - 1]!.validation!.accuracy);
      const { mean } = meanDeviation(accuracies);
      if (mean > found.accuracy) found = { choice: { learningRate, epochs }, accuracy: mean };
    }
  });
  return found;
}

/** The shortest JSON that gives the recipe, laid out as every file here. `file` is below the checkout. */
export async function writeRecipe(
  { checkout }: StudyPlace,
  file: string,
  recipe: Recipe,
): Promise<void> {
  const path = join(checkout, file);
  const options = await resolveConfig(path);
  const text = await format(JSON.stringify(minimalRecipe(recipe)), { ...options, parser: 'json' });
  writeFileSync(path, text);
}
