import { join } from 'node:path';
import type { RunId } from '../../../src/core/metrics/run';
import { readRecipe, withSeeds, type StudyPlace, type Trainings } from '../trainings';
import type { Task } from './tasks';

/** A network to start from for each of these seeds, trained as the shipped one. */
export async function trainBases(
  { id, baseRecipe }: Task,
  seeds: readonly number[],
  trainings: Trainings,
  { checkout }: StudyPlace,
): Promise<RunId[]> {
  const recipe = readRecipe(join(checkout, baseRecipe));
  const trained = await trainings.trainAll(`${id}, bases`, withSeeds(recipe, seeds));
  return trained.map(({ run }) => run);
}
