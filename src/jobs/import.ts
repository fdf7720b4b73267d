import { z } from 'zod';
import type { LabelledImages } from '../core/data/dataset';
import type { DatasetSource } from '../core/data/dataset-info';
import { importOptionsSchema, type FoundOptions, type ImportPreview } from '../core/data/import';
import { countRepeats } from '../core/data/repeats';
import { holdTestPart } from '../core/data/test-part';
import { UserError } from '../core/errors';
import { PIXELS } from '../core/network/types';
import { Library } from '../library/library';
import { goOn } from './go-on';
import { csvFormat } from './import-csv';
import { openFiles, type FileSet } from './import-files';
import { Gathered, type ImportFormat } from './import-format';
import { idxFormat } from './import-idx';
import { picturesFormat } from './import-pictures';
import type { Job } from './job';

/** In the order they are tried: a folder of pictures may have a table beside them, not the other way round. */
const formats: readonly ImportFormat[] = [idxFormat, csvFormat, picturesFormat];

const args = z.strictObject({
  /** Absolute paths of files, of one folder, or of one zip file. */
  paths: z.array(z.string().min(1)).min(1).max(100_000),
  options: importOptionsSchema.prefault({}),
});

export interface ImportProgress {
  /** 0–1 */
  readonly share: number;
}

/** Shown of each class. */
const SAMPLES = 8;
const NAME_LENGTH = 80;

/**
 * Reads a data set from files. It waits in the library, under the id that is returned, until it is kept or discarded; nothing of
 * it is there when the job fails or is stopped.
 */
export const importDataset: Job<typeof args, ImportProgress, ImportPreview> = {
  args,
  async run({ paths, options }, { host, control, emit }) {
    const files = await openFiles(paths);
    const format = formats.find((one) => one.matches(files));
    if (format === undefined) {
      throw new UserError('import.unknown', { where: files.name, some: someOf(files) });
    }
    const gathered = new Gathered();
    let told = -Infinity;
    const watch = {
      async progress(share: number) {
        await goOn(control);
        // Ten times a second is more than anybody reads.
        if (Date.now() - told < 100) return;
        told = Date.now();
        emit({ share });
      },
    };
    const { order, ...found } = await format.read(files, options, gathered, watch);
    const parts = partsOf(gathered, order, files.name);
    await watch.progress(1);
    const repeats = countRepeats(parts.train.images, parts.test.images);
    await watch.progress(1);
    const source: DatasetSource = {
      format: format.format,
      files: files.name,
      testPart: parts.testPart,
      refused: gathered.refusedCount,
      ...repeats,
    };
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const name = nameOf(files);
      const { train, test } = parts;
      const { id, known } = library.datasets.stage({ name, source, train, test });
      return preview({ id, known, name, source, gathered, found, train, test });
    } finally {
      library.close();
    }
  },
};

/** @throws UserError where there is too little for a data set */
function partsOf(
  gathered: Gathered,
  order: readonly string[] | null,
  where: string,
): { train: LabelledImages; test: LabelledImages; testPart: DatasetSource['testPart'] } {
  const { train, test } = gathered.parts(order);
  const all = train ?? test;
  if (all === null) {
    const [first] = gathered.refused;
    if (first?.error.kind !== 'user') throw new UserError('import.nothing', { where });
    throw new UserError('import.allRefused', {
      where,
      count: gathered.refusedCount,
      first: first.error.message,
    });
  }
  if (all.classNames.length < 2) {
    throw new UserError('import.oneClass', { where, class: all.classNames[0]! });
  }
  if (train !== null && test !== null) return { train, test, testPart: 'own' };
  const held = holdTestPart(all);
  if (held.test.labels.length === 0) throw new UserError('import.tooFew', { where });
  return { ...held, testPart: 'held' };
}

function preview(made: {
  id: string;
  known: string | null;
  name: string;
  source: DatasetSource;
  gathered: Gathered;
  found: FoundOptions;
  train: LabelledImages;
  test: LabelledImages;
}): ImportPreview {
  const { id, known, name, source, gathered, found, train, test } = made;
  return {
    id,
    known,
    name,
    source,
    classNames: train.classNames,
    trainCounts: countsOf(train),
    testCounts: countsOf(test),
    samples: train.classNames.map((_, label) => firstImages(train, label)),
    refused: gathered.refused,
    found,
  };
}

function countsOf({ labels, classNames }: LabelledImages): number[] {
  const counts = classNames.map(() => 0);
  for (const label of labels) counts[label]! += 1;
  return counts;
}

function firstImages({ images, labels }: LabelledImages, label: number): Uint8Array {
  const first: Uint8Array[] = [];
  for (let at = labels.indexOf(label); at !== -1; at = labels.indexOf(label, at + 1)) {
    first.push(images.subarray(at * PIXELS, (at + 1) * PIXELS));
    if (first.length === SAMPLES) break;
  }
  const joined = new Uint8Array(first.length * PIXELS);
  first.forEach((image, i) => {
    joined.set(image, i * PIXELS);
  });
  return joined;
}

/** Without what file names have at their ends. */
function nameOf({ name }: FileSet): string {
  const bare = name
    .replace(/\.(gz|csv|tsv|idx)$/gi, '')
    .replace(
      /[-_. ]?(train|t10k|test)?[-_. ]?(images|labels)[-_. ]?(idx[13][-_. ]?ubyte)?(\.gz)?$/i,
      '',
    )
    .replace(/[-_ ]+/g, ' ')
    .trim()
    .slice(0, NAME_LENGTH);
  return bare === '' ? name.slice(0, NAME_LENGTH) : bare;
}

function someOf({ entries }: FileSet): string {
  const names = entries.slice(0, 3).map(({ path }) => path);
  return entries.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
}
