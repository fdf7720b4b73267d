import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { meanDeviation } from '../../../src/core/metrics/mean-deviation';
import { minimalRecipe } from '../../../src/core/recipe/minimal';
import type { Recipe } from '../../../src/core/recipe/schema';
import type { Finished, StudyPlace, Trainings } from '../trainings';
import { trainBases } from './bases';
import {
  methods,
  recipeFile,
  recipeOf,
  startingFrom,
  type Amount,
  type Choice,
  type Task,
} from './tasks';

/** Others than those of the study itself. */
const SEEDS = [11, 12];
const RATES = [0.003, 0.01, 0.03];

/** Chooses learning rate and epochs of every condition by the validation accuracy, and writes the recipes' files. */
export async function chooseRecipes(
  task: Task,
  trainings: Trainings,
  place: StudyPlace,
): Promise<void> {
  const bases = await trainBases(task, SEEDS, trainings, place);
  for (const amount of task.amounts) {
    for (const method of methods) {
      const tried = RATES.flatMap((learningRate) =>
        SEEDS.map((seed, i) =>
          startingFrom(
            {
              ...recipeOf(task, method, amount, { learningRate, epochs: amount.mostEpochs }),
              seed,
            },
            bases[i]!,
          ),
        ),
      );
      const file = recipeFile(task, method, amount);
      const results = await trainings.tryAll(file, tried);
      const { choice, accuracy } = best(results, amount);
      place.say(
        `  rate ${choice.learningRate}, ${choice.epochs} epochs: ${(accuracy * 100).toFixed(2)} % of the validation set`,
      );
      await write(place, file, recipeOf(task, method, amount, choice));
    }
  }
}

/** The rate and the epoch with the highest mean over the seeds; of equal ones the first. */
function best(
  results: readonly (Finished | null)[],
  { mostEpochs }: Amount,
): { choice: Choice; accuracy: number } {
  let found = { choice: { learningRate: 0, epochs: 0 }, accuracy: -1 };
  RATES.forEach((learningRate, r) => {
    const ofRate = results.slice(r * SEEDS.length, (r + 1) * SEEDS.length);
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

/** The shortest JSON that gives the recipe, laid out as every file here. */
async function write({ checkout }: StudyPlace, file: string, recipe: Recipe): Promise<void> {
  const path = join(checkout, file);
  const options = await resolveConfig(path);
  const text = await format(JSON.stringify(minimalRecipe(recipe)), { ...options, parser: 'json' });
  writeFileSync(path, text);
}
