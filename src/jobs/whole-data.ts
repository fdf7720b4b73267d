import type { LabelledImages } from '../core/data/dataset';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import type { JobHost } from './protocol';

/** Both parts of a data set. @throws UserError 'dataset.unknown', or naming the file that cannot be read */
export async function bothParts(
  dataset: string,
  host: JobHost,
): Promise<{ train: LabelledImages; test: LabelledImages }> {
  const library = await Library.open(host.library, { role: 'worker' });
  try {
    const source = new DataSource(library, host.mnist);
    return { train: source.read(dataset, 'train'), test: source.read(dataset, 'test') };
  } finally {
    library.close();
  }
}

/** Both parts as one: training images, then test images. */
export async function wholeData(dataset: string, host: JobHost): Promise<LabelledImages> {
  const { train, test } = await bothParts(dataset, host);
  return {
    images: joined(train.images, test.images),
    labels: joined(train.labels, test.labels),
    classNames: train.classNames,
  };
}

export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
