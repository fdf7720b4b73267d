import type { StudyPlace, Trainings } from '../trainings';
import { bestChoice, writeRecipe } from '../choose';
import { amounts, methods, recipeFile, recipeOf } from './conditions';

/** Others than those of the study itself. */
const SEEDS = [11, 12];
const RATES = [0.001, 0.003];

/** Chooses learning rate and epochs of every condition by the validation accuracy, and writes the recipes' files. */
export async function chooseRecipes(trainings: Trainings, place: StudyPlace): Promise<void> {
  for (const amount of amounts) {
    for (const method of methods) {
      const tried = RATES.flatMap((learningRate) =>
        SEEDS.map((seed) => ({
          ...recipeOf(method, amount, { learningRate, epochs: amount.mostEpochs }),
          seed,
        })),
      );
      const file = recipeFile(method, amount);
      const results = await trainings.tryAll(file, tried);
      const { choice, accuracy } = bestChoice(results, RATES, amount.mostEpochs);
      place.say(
        `  rate ${choice.learningRate}, ${choice.epochs} epochs: ${(accuracy * 100).toFixed(2)} % of the validation set`,
      );
      await writeRecipe(place, file, recipeOf(method, amount, choice));
    }
  }
}
