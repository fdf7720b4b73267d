import type { drawingsRequests } from '../../contract/requests/drawings';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function drawingsHandlers({ library, emit }: Services): HandlersOf<typeof drawingsRequests> {
  const change = async <T>(write: () => T): Promise<T> => {
    const result = await retryWhileBusy(write);
    emit('drawings.changed', null);
    return result;
  };
  return {
    'drawings.list': () => retryWhileBusy(() => library.drawings.list()),
    'drawings.keep': (drawing) => change(() => library.drawings.keep(drawing)),
    'drawings.delete': (ids) =>
      change(() => {
        library.drawings.delete(ids);
        return null;
      }),
    'drawings.undelete': (ids) =>
      change(() => {
        library.drawings.undelete(ids);
        return null;
      }),
  };
}
