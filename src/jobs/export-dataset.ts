import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { Zip, ZipPassThrough } from 'fflate';
import { z } from 'zod';
import { UserError } from '../core/errors';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import { csvFiles, idxFiles, pictureFiles, type ExportedFile, type Parts } from './export-formats';
import { goOn } from './go-on';
import type { Job } from './job';

const formats = { idx: idxFiles, csv: csvFiles, pictures: pictureFiles } as const;
export type ExportFormat = keyof typeof formats;

const args = z.strictObject({
  dataset: z.string().min(1).max(64),
  format: z.enum(['idx', 'csv', 'pictures']),
  /** Absolute path of the zip file to write. */
  file: z.string().min(1),
});

export interface ExportProgress {
  /** 0–1 */
  readonly share: number;
}

/** Writes a data set into a zip file that `import` reads again. The file is whole or as it was. */
export const exportDataset: Job<typeof args, ExportProgress, { readonly images: number }> = {
  args,
  async run({ dataset, format, file }, { host, control, emit }) {
    const parts = await readParts(dataset, host.library, host.mnist);
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
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === undefined) throw cause;
      throw new UserError('file.unwritable', { file, reason: message }, { cause });
    }
    return { images };
  },
};

async function readParts(dataset: string, folder: string, mnist: string): Promise<Parts> {
  const library = await Library.open(folder, { role: 'worker' });
  try {
    const source = new DataSource(library, mnist);
    return { train: source.read(dataset, 'train'), test: source.read(dataset, 'test') };
  } finally {
    library.close();
  }
}

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
      writeSync(descriptor, chunk);
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
