import type { sketchRequests } from '../../contract/requests/sketch';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function sketchHandlers({
  models,
  neighbours,
  readPhoto,
}: Services): HandlersOf<typeof sketchRequests> {
  return {
    'models.list': () => models.list(),
    'models.network': (id) => models.network(id),
    'neighbours.nearest': ({ model, pixels, count, without }) =>
      neighbours.nearest(model, pixels, count, without),
    'neighbours.stop': (model) => {
      neighbours.stop(model);
      return null;
    },
    'neighbours.strangeness': ({ model, pixels }) => neighbours.strangeness(model, pixels),
    'sketch.photo': ({ name, bytes }) => readPhoto(name, bytes),
    'sketch.read': ({ model, pixels }) => models.read(model, pixels),
  };
}
