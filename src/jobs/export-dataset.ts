import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Zip, ZipPassThrough } from 'fflate';
import { z } from 'zod';
import { partOf } from '../core/data/part';
import { unwritable } from '../library/errors';
import { csvFiles, idxFiles, pictureFiles, type ExportedFile } from './export-formats';
import { goOn } from './go-on';
import { imageNumbersSchema } from './image-numbers';
import type { Job } from './job';
import { bothParts } from './whole-data';

const formats = { idx: idxFiles, csv: csvFiles, pictures: pictureFiles } as const;
export type ExportFormat = keyof typeof formats;

const args = z.strictObject({
  dataset: z.string().min(1).max(64),
  format: z.enum(['idx', 'csv', 'pictures']),
  /** Of which images; null: of all. */
  numbers: imageNumbersSchema.nullable().default(null),
  /** Absolute path of the zip file to write. */
  file: z.string().min(1),
});

export interface ExportProgress {
  /** 0–1 */
  readonly share: number;
}

/** Writes a data set, or some of its images, into a zip file that `import` reads again. The file is whole or as it was. */
export const exportDataset: Job<typeof args, ExportProgress, { readonly images: number }> = {
  args,
  async run({ dataset, format, numbers, file }, { host, control, emit }) {
    const whole = await bothParts(dataset, host);
    const parts = numbers === null ? whole : partOf(whole, numbers);
    const images = parts.train.labels.length + parts.test.labels.length;
    const unfinished = `${file}.${process.pid}.part`;
    try {
      await writeZip(unfinished, formats[format](parts), async (done) => {
        await goOn(control);
        emit({ share: done / images });
      });
      renameSync(unfinished, file);
    } catch (cause) {
      rmSync(unfinished, { force: true });
      if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
      throw unwritable(file, cause);
    }
    return { images };
  },
};

/** One file after the other, none of them packed: the images in them already are. */
async function writeZip(
  path: string,
  files: AsyncGenerator<ExportedFile>,
  progress: (done: number) => Promise<void>,
): Promise<void> {
  const descriptor = openSync(path, 'w');
  try {
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      // Whole: of what a nearly full disk takes only a part, a single write would not complain.
      writeFileSync(descriptor, chunk);
    });
    let told = -Infinity;
    for await (const { path: name, bytes, done } of files) {
      const entry = new ZipPassThrough(name);
      // The same data give the same bytes, whenever they are written.
      entry.mtime = ZIP_EPOCH;
      zip.add(entry);
      entry.push(bytes, true);
      if (Date.now() - told < 100) continue;
      told = Date.now();
      await progress(done);
    }
    zip.end();
  } finally {
    closeSync(descriptor);
  }
}

/** The first moment a zip file can name. */
const ZIP_EPOCH = new Date(1980, 0, 1);
