import { bestChoice, writeRecipe } from '../choose';
import type { StudyPlace, Trainings } from '../trainings';
import { trainBases } from './bases';
import { methods, recipeFile, recipeOf, startingFrom, type Task } from './tasks';

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
      const { choice, accuracy } = bestChoice(results, RATES, amount.mostEpochs);
      place.say(
        `  rate ${choice.learningRate}, ${choice.epochs} epochs: ${(accuracy * 100).toFixed(2)} % of the validation set`,
      );
      await writeRecipe(place, file, recipeOf(task, method, amount, choice));
    }
  }
}
