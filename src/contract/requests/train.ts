import type { RunId } from '../../core/metrics/run';
import { recipeSchema } from '../../core/recipe/schema';
import { request, runId } from './request';

/** How long a recipe takes here. */
export interface Estimate {
  readonly parameters: number;
  /** From a measurement on this machine; null until one was made. */
  readonly seconds: number | null;
}

export const trainRequests = {
  'recipes.estimate': request(recipeSchema).returns<Estimate>(),
  'run.start': request(recipeSchema).returns<RunId>(),
  'run.pause': request(runId).returns<null>(),
  /** Goes on with a paused run, or takes a stopped or interrupted one up again. */
  'run.resume': request(runId).returns<null>(),
  'run.stop': request(runId).returns<null>(),
} as const;
