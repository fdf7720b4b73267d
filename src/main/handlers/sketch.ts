import type { sketchRequests } from '../../contract/requests/sketch';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function sketchHandlers({
  models,
  neighbours,
}: Services): HandlersOf<typeof sketchRequests> {
  return {
    'models.list': () => models.list(),
    'models.network': (id) => models.network(id),
    'neighbours.nearest': ({ model, pixels, count, without }) =>
      neighbours.nearest(model, pixels, count, without),
    'sketch.read': ({ model, pixels }) => models.read(model, pixels),
  };
}
