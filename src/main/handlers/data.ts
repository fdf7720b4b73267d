import type { dataRequests } from '../../contract/requests/data';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import { askExportPath, askImportPaths } from '../data-files';
import type { Services } from '../services';

export function dataHandlers({
  library,
  data,
  dataFiles,
  watch,
  window,
  translate,
}: Services): HandlersOf<typeof dataRequests> {
  const change = async <R>(write: () => R): Promise<R> => {
    const result = await retryWhileBusy(write);
    await retryWhileBusy(() => {
      watch.compare();
    });
    return result;
  };
  return {
    'datasets.list': () => retryWhileBusy(() => data.list()),
    'datasets.rename': ({ id, name }) =>
      change(() => {
        library.datasets.rename(id, name);
        return null;
      }),
    'datasets.delete': (id) =>
      change(() => {
        library.datasets.delete(id);
        return null;
      }),
    'datasets.undelete': (id) =>
      change(() => {
        library.datasets.undelete(id);
        return null;
      }),
    'datasets.export': async ({ id, format }) => {
      const { name } = await retryWhileBusy(() => data.get(id));
      const owner = window();
      const file = owner === undefined ? null : await askExportPath(owner, translate(), name);
      if (file === null) return null;
      const { images } = await dataFiles.write(id, format, file);
      return { file, images };
    },
    'import.choose': async (what) => {
      const owner = window();
      return owner === undefined ? null : askImportPaths(owner, translate(), what);
    },
    'import.read': ({ paths, options }) => dataFiles.read(paths, options),
    'import.stop': () => {
      dataFiles.stop();
      return null;
    },
    'import.keep': ({ id, name, classNames }) =>
      change(() => library.datasets.keep(id, name, classNames)),
    'import.discard': async (id) => {
      await retryWhileBusy(() => {
        library.datasets.discard(id);
      });
      return null;
    },
  };
}
