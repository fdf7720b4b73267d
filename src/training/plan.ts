import { stepsPerEpoch } from '../core/network/spec';
import type { Recipe } from '../core/recipe/schema';

/** How a stage of a run is cut into steps, calls and epochs. Follows from the recipe and the number of examples alone. */
export interface Plan {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  /** Steps of one call of the training graph, and so of one interval of the curve; an epoch's last call may be shorter. */
  readonly stepsPerCall: number;
}

/**
 * Arithmetic of one call, in floating-point operations: long enough that crossing into libtensorflow (0.15 ms) does not
 * count, short enough (some 50 ms on a slow core) that a person's pause acts at once.
 */
const OPERATIONS_PER_CALL = 1.5e9;
const MAX_STEPS_PER_CALL = 64;

export function planOf(
  recipe: Pick<Recipe, 'batchSize' | 'dropLast' | 'epochs'>,
  parameters: number,
  examples: number,
): Plan {
  const perEpoch = stepsPerEpoch(recipe, examples);
  // Two operations a weight and example forward, four backward.
  const operationsPerStep = 6 * parameters * recipe.batchSize;
  const wanted = Math.round(OPERATIONS_PER_CALL / operationsPerStep);
  return {
    stepsPerEpoch: perEpoch,
    totalSteps: perEpoch * recipe.epochs,
    stepsPerCall: Math.min(Math.max(wanted, 1), MAX_STEPS_PER_CALL, perEpoch),
  };
}
