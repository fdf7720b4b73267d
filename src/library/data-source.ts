import type { LabelledImages } from '../core/data/dataset';
import { MNIST, type DatasetInfo } from '../core/data/dataset-info';
import { UserError } from '../core/errors';
import type { Run } from '../core/metrics/run';
import type { Library } from './library';
import { readMnist } from './mnist';

export type DataSplit = 'train' | 'test';

/** All data sets by their ids: MNIST, which comes with the app, and the library's. */
export class DataSource {
  readonly #library: Library;
  readonly #mnist: string;

  /** `mnist` is the folder of MNIST's four IDX files. */
  constructor(library: Library, mnist: string) {
    this.#library = library;
    this.#mnist = mnist;
  }

  /** MNIST first, then the others, oldest first. */
  list(): DatasetInfo[] {
    return [MNIST, ...this.#library.datasets.list()];
  }

  /** @throws UserError 'dataset.unknown' */
  get(id: string): DatasetInfo {
    const info = id === MNIST.id ? MNIST : this.#library.datasets.get(id);
    if (info === null) throw new UserError('dataset.unknown', { dataset: id });
    return info;
  }

  /**
   * The data set a person means: by its id, the beginning of it, or its name.
   * @throws UserError 'dataset.unknown' or 'dataset.ambiguous'
   */
  find(text: string): DatasetInfo {
    const list = this.list();
    const exactly = list.filter(({ id, name }) => id === text || name === text);
    const found = exactly.length > 0 ? exactly : list.filter(({ id }) => id.startsWith(text));
    if (found[0] === undefined) throw new UserError('dataset.unknown', { dataset: text });
    if (found.length > 1) throw new UserError('dataset.ambiguous', { dataset: text });
    return found[0];
  }

  /** Says in a sentence that a run's data set is no longer there, before anything asks for it. @throws UserError 'run.dataGone' */
  requireOf({ id, recipe, dataName }: Run): void {
    if (recipe.dataset === MNIST.id || this.#library.datasets.get(recipe.dataset) !== null) return;
    throw new UserError('run.dataGone', { run: id, name: dataName });
  }

  /** A data set's training or test part. @throws UserError 'dataset.unknown', or naming the file that cannot be read */
  read(id: string, split: DataSplit): LabelledImages {
    if (id === MNIST.id) {
      const { images, labels, classNames } = readMnist(this.#mnist, split);
      return { images: plain(images), labels: plain(labels), classNames };
    }
    const { classNames } = this.get(id);
    const images = plain(this.#library.datasets.bytes(id, split, 'images'));
    const labels = plain(this.#library.datasets.bytes(id, split, 'labels'));
    return { images, labels, classNames };
  }
}

/** Files are read into Buffers, whose `slice` shares their memory: a message with a few images would carry the whole set. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
