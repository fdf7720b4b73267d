import type { queueRequests } from '../../contract/requests/queue';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';
import type { Shell } from './app';

export function queueHandlers(
  { settings }: Shell,
  { queue }: Services,
): HandlersOf<typeof queueRequests> {
  return {
    'queue.list': () => queue.view(),
    'queue.add': async ({ recipe, index }) => {
      await queue.add(recipe, settings.current.threads, index);
      return null;
    },
    'queue.remove': async (id) => {
      await queue.remove(id);
      return null;
    },
    'queue.move': async ({ id, index }) => {
      await queue.move(id, index);
      return null;
    },
    'queue.hold': async (held) => {
      await queue.hold(held);
      return null;
    },
  };
}
