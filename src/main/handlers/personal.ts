import type { personalRequests } from '../../contract/requests/personal';
import { personalSet } from '../../core/data/personal-set';
import { UserError } from '../../core/errors';
import { personaliseRecipe } from '../../core/recipe/personalise';
import type { TransferSettings } from '../../core/recipe/transfer';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';
import type { Shell } from './app';

export function personalHandlers(
  { settings }: Shell,
  { library, models, trainings, personalised }: Services,
): HandlersOf<typeof personalRequests> {
  return {
    'personal.start': async ({ model, name }) => {
      const found = (await models.list()).find(({ id }) => id === model);
      if (found === undefined) throw new UserError('model.unknown', { model });
      const dataset = await retryWhileBusy(() =>
        library.datasets.add({
          name,
          source: {
            format: 'drawings',
            files: name,
            testPart: 'own',
            refused: 0,
            duplicates: 0,
            overlap: 0,
          },
          ...personalSet(library.drawings.list(), found.classNames),
        }),
      );
      return trainings.start(
        personaliseRecipe(name, dataset, placeOf(model)),
        settings.current.threads,
      );
    },
    'personal.result': (run) => personalised(run),
  };
}

/** Where a recipe finds a network of the sketchpad's list. */
function placeOf(model: string): TransferSettings['from'] {
  const [source, id] = model.split(':') as [string, string];
  return source === 'run' ? { type: 'run', run: id, epoch: null } : { type: 'shipped', id };
}
