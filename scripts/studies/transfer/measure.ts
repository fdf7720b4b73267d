import { join } from 'node:path';
import type { RunId } from '../../../src/core/metrics/run';
import type { Recipe } from '../../../src/core/recipe/schema';
import { readRecipe, type Finished, type StudyPlace, type Trainings } from '../trainings';
import { methods, recipeFile, startingFrom, type Amount, type Method, type Task } from './tasks';

export const SEEDS = [1, 2, 3, 4, 5];
/** Share of old digits shown again. */
export const REPLAY = 0.5;

/** What a method learns from so many images, with a new head for the new classes alone. */
export interface Learnt {
  readonly amount: Amount;
  readonly method: Method;
  readonly recipe: Recipe;
  /** Of the test set, 0–1, of every seed. */
  readonly accuracies: readonly number[];
}

export async function measureLearning(
  task: Task,
  bases: readonly RunId[],
  trainings: Trainings,
  { checkout }: StudyPlace,
): Promise<Learnt[]> {
  const learnt: Learnt[] = [];
  for (const amount of task.amounts) {
    for (const method of methods) {
      const file = recipeFile(task, method, amount);
      const recipe = readRecipe(join(checkout, file));
      const results = await trainings.trainAll(file, fromEach(recipe, bases));
      const accuracies = results.map(({ evaluation }) => evaluation.accuracy);
      learnt.push({ amount, method, recipe, accuracies });
    }
  }
  return learnt;
}

/** What is known afterwards of the new and of the old, by a head that tells all classes apart. */
export interface Remembered {
  readonly amount: Amount;
  readonly replay: number;
  /** Test accuracies, 0–1, of every seed. */
  readonly newAfter: readonly number[];
  readonly oldBefore: readonly number[];
  readonly oldAfter: readonly number[];
}

/** The recipes that fine-tune with an extended head, with and without old digits shown again. */
export async function measureForgetting(
  task: Task,
  bases: readonly RunId[],
  trainings: Trainings,
  { checkout }: StudyPlace,
): Promise<Remembered[]> {
  const remembered: Remembered[] = [];
  for (const amount of task.amounts) {
    for (const replay of [0, REPLAY]) {
      const file = recipeFile(task, 'fine-tuned', amount);
      const recipe = readRecipe(join(checkout, file));
      const extended: Recipe = {
        ...recipe,
        transfer: recipe.transfer && { ...recipe.transfer, head: 'extend', replay },
      };
      const what = `${file}, head extended, replay ${replay}`;
      const results = await trainings.trainAll(what, fromEach(extended, bases));
      const all = (pick: (report: Report) => number | null) =>
        results.map((one) => pick(one.transfer!)!);
      remembered.push({
        amount,
        replay,
        newAfter: all(({ newTask }) => newTask.after),
        oldBefore: all(({ oldTask }) => oldTask.before),
        oldAfter: all(({ oldTask }) => oldTask.after),
      });
    }
  }
  return remembered;
}

type Report = NonNullable<Finished['transfer']>;

const fromEach = (recipe: Recipe, bases: readonly RunId[]): Recipe[] =>
  SEEDS.map((seed, i) => startingFrom({ ...recipe, seed }, bases[i]!));
