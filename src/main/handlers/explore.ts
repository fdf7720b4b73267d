import type { exploreRequests } from '../../contract/requests/explore';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function exploreHandlers({ explore, models }: Services): HandlersOf<typeof exploreRequests> {
  return {
    'explore.readings': async ({ task, dataset, model }) =>
      explore.ask(task, 'readings', { dataset, model: await models.place(model) }),
    'explore.statistics': ({ task, dataset }) => explore.ask(task, 'statistics', { dataset }),
    'explore.map': async ({ task, dataset, model, sample, seed }) =>
      explore.ask(task, 'map', {
        dataset,
        model: model === null ? null : await models.place(model),
        sample,
        seed,
      }),
    'explore.stop': (task) => {
      explore.stop(task);
      return null;
    },
  };
}
