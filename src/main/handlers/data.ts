import type { dataRequests } from '../../contract/requests/data';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function dataHandlers({ library, data, watch }: Services): HandlersOf<typeof dataRequests> {
  const change = async (write: () => void): Promise<null> => {
    await retryWhileBusy(write);
    await retryWhileBusy(() => {
      watch.compare();
    });
    return null;
  };
  return {
    'datasets.list': () => retryWhileBusy(() => data.list()),
    'datasets.rename': ({ id, name }) =>
      change(() => {
        library.datasets.rename(id, name);
      }),
    'datasets.delete': (id) =>
      change(() => {
        library.datasets.delete(id);
      }),
    'datasets.undelete': (id) =>
      change(() => {
        library.datasets.undelete(id);
      }),
  };
}
