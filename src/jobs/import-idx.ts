import { gunzipSync } from 'node:zlib';
import { parseLabelledImages } from '../core/data/dataset';
import type { NamedBytes } from '../core/data/idx';
import { transposed } from '../core/data/transpose';
import { UserError } from '../core/errors';
import { PIXELS } from '../core/network/types';
import { MOST_BYTES, type FileEntry, type FileSet } from './import-files';
import type { ImportFormat, ImportSplit } from './import-format';
import { classNamesFile, isEmnist, readClassNames } from './import-names';

const isIdx = ({ path }: FileEntry): boolean => /idx[13]?|ubyte/i.test(nameOf(path));

/** The files of MNIST and of the sets made like it: images and labels apart, each perhaps packed with gzip. */
export const idxFormat: ImportFormat = {
  format: 'idx',
  matches: ({ entries }) => entries.some(isIdx),
  async read(files, { transpose }, into, watch) {
    const pairs = pairsOf(await readAll(files));
    const names = await readClassNames(files);
    // A label that the list of names leaves out gets one that is in no list.
    const unnamed = names === null ? '' : '#';
    const order = ANY_LABEL.map((label) => names?.get(Number(label)) ?? `${unnamed}${label}`);
    const swapped = transpose ?? pairs.some(({ images }) => isEmnist(images.name));
    for (const [i, { split, images, labels }] of pairs.entries()) {
      const part = parseLabelledImages(images, labels, ANY_LABEL);
      for (let n = 0; n < part.labels.length; n++) {
        if (n % 10_000 === 0) await watch.progress((i + n / part.labels.length) / pairs.length);
        const label = part.labels[n]!;
        const pixels = part.images.subarray(n * PIXELS, (n + 1) * PIXELS);
        into.add(split, order[label]!, swapped ? transposed(pixels) : pixels);
      }
    }
    return { order, columns: null, labelColumn: null, transpose: swapped, invert: null };
  },
};

/** Labels are bytes; which of them are classes is seen afterwards. */
const ANY_LABEL = Array.from({ length: 256 }, (_, label) => String(label));

interface IdxPair {
  readonly split: ImportSplit;
  readonly images: NamedBytes;
  readonly labels: NamedBytes;
}

async function readAll(files: FileSet): Promise<NamedBytes[]> {
  const found: NamedBytes[] = [];
  const wanted = files.entries.filter((entry) => isIdx(entry) && !classNamesFile(entry));
  for await (const { entry, bytes } of files.read(wanted)) {
    if (bytes === null) throw new UserError('import.unreadable', { where: entry.path });
    found.push({ name: entry.path, bytes: unpacked(entry.path, bytes) });
  }
  return found;
}

function unpacked(name: string, bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new UserError('import.tooLarge', { where: name, most: MOST_BYTES / 1e6 }, { cause });
    }
    throw new UserError('mnist.damaged', { file: name }, { cause });
  }
}

/** Images with their labels: by what their names have in common, or as the only ones of their part. */
function pairsOf(files: readonly NamedBytes[]): IdxPair[] {
  const pairs: IdxPair[] = [];
  for (const split of ['train', 'test'] as const) {
    const part = files.filter(({ name }) => splitOf(name) === split);
    const labels = part.filter(({ bytes }) => isLabels(bytes));
    const images = part.filter((file) => !labels.includes(file));
    if (images.length > 1 || labels.length > 1) {
      throw new UserError('import.severalSets', {
        files: part
          .map(({ name }) => nameOf(name))
          .slice(0, 6)
          .join(', '),
      });
    }
    const [one] = images;
    const [other] = labels;
    if (one === undefined && other === undefined) continue;
    if (one === undefined || other === undefined) {
      throw new UserError(one === undefined ? 'import.noImages' : 'import.noLabels', {
        where: nameOf((one ?? other)!.name),
      });
    }
    pairs.push({ split, images: one, labels: other });
  }
  // What is called a test set and has no training set beside it is all there is.
  return pairs.length === 1 ? [{ ...pairs[0]!, split: 'train' }] : pairs;
}

const splitOf = (path: string): ImportSplit => (/t10k|test/i.test(nameOf(path)) ? 'test' : 'train');

/** By the number that IDX files begin with: one dimension. */
function isLabels(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && bytes[3] === 1;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
