import type { exploreRequests } from '../../contract/requests/explore';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function exploreHandlers({ explore, models }: Services): HandlersOf<typeof exploreRequests> {
  const placeOf = async (model: string | null) =>
    model === null ? null : await models.place(model);
  return {
    'explore.readings': ({ task, dataset, model }) =>
      explore.ask(
        task,
        'readings',
        models.place(model).then((place) => ({ dataset, model: place })),
      ),
    'explore.statistics': ({ task, dataset }) => explore.ask(task, 'statistics', { dataset }),
    'explore.map': ({ task, dataset, model, sample, seed }) =>
      explore.ask(
        task,
        'map',
        placeOf(model).then((place) => ({ dataset, model: place, sample, seed })),
      ),
    'explore.stop': (task) => {
      explore.stop(task);
      return null;
    },
  };
}
