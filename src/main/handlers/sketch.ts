import type { sketchRequests } from '../../contract/requests/sketch';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function sketchHandlers({ models }: Services): HandlersOf<typeof sketchRequests> {
  return {
    'models.list': () => models.list(),
    'sketch.read': ({ model, pixels }) => models.read(model, pixels),
  };
}
