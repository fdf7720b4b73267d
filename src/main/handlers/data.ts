import type { dataRequests } from '../../contract/requests/data';
import { keepDrawnSet } from '../../library/drawn-dataset';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import { askExportPath, askImportPaths } from '../data-files';
import type { Services } from '../services';

/** So much of a data set's name leaves room within 80 characters for what was taken from it. */
const LONGEST = 48;

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
  const nameOf = async (id: string) => (await retryWhileBusy(() => data.get(id))).name;
  const partName = async (id: string, { length: count }: Uint32Array) => {
    const name = await nameOf(id);
    return translate()('datasets:part.name', { name: name.slice(0, LONGEST), count });
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
    'datasets.export': async ({ id, format, numbers }) => {
      const name = numbers === null ? await nameOf(id) : await partName(id, numbers);
      const owner = window();
      const file = owner === undefined ? null : await askExportPath(owner, translate(), name);
      if (file === null) return null;
      const { images } = await dataFiles.write(id, format, numbers, file);
      return { file, images };
    },
    'datasets.fromDrawings': () =>
      change(() => {
        const drawings = library.drawings.list();
        const name = translate()('datasets:fromDrawings.name', { count: drawings.length });
        return keepDrawnSet(library.datasets, drawings, name);
      }),
    'datasets.fromPart': async ({ id, numbers }) => {
      const made = await dataFiles.keepPart(id, numbers, await partName(id, numbers));
      return change(() => made.id);
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
