import type { trainRequests } from '../../contract/requests/train';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';
import type { Shell } from './app';

export function trainHandlers(
  { settings }: Shell,
  { library, trainings, estimates }: Services,
): HandlersOf<typeof trainRequests> {
  return {
    'recipes.estimate': (recipe) => estimates.of(recipe),
    'run.start': (recipe) => trainings.start(recipe, settings.current.threads),
    'run.pause': (run) => {
      trainings.pause(run);
      return null;
    },
    'run.resume': async (run) => {
      const { environment } = await retryWhileBusy(() => library.runs.get(run));
      await trainings.resume(run, environment.threads);
      return null;
    },
    'run.stop': async (run) => {
      await trainings.stop(run);
      return null;
    },
  };
}
