import type { trainRequests } from '../../contract/requests/train';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';
import type { Shell } from './app';

export function trainHandlers(
  { settings }: Shell,
  { library, trainings, estimates, recipeFiles, transferBases }: Services,
): HandlersOf<typeof trainRequests> {
  return {
    'recipes.estimate': (recipe) => estimates.of(recipe),
    'recipes.save': (recipe) => recipeFiles.save(recipe),
    'transfer.base': (from) => transferBases.describe(from),
    'transfer.chooseFile': () => recipeFiles.chooseNetwork(),
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
    'run.step': (run) => {
      trainings.step(run);
      return null;
    },
    'run.setLearningRate': ({ run, learningRate }) => {
      trainings.setLearningRate(run, learningRate);
      return null;
    },
    'run.changes': (run) => retryWhileBusy(() => library.changes.of(run)),
    'run.twins': (run) => retryWhileBusy(() => library.checkpoints.twins(run)),
    'run.stop': async (run) => {
      await trainings.stop(run);
      return null;
    },
  };
}
