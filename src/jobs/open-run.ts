import { z } from 'zod';
import { runName } from '../core/metrics/run';
import { Library } from '../library/library';
import type { Imported } from '../library/run-archive';
import { readRunFile } from '../library/run-file';
import type { Job } from './job';

const args = z.strictObject({ /** Absolute. */ file: z.string().min(1) });

export interface OpenedRun extends Imported {
  /** What it is called here. */
  readonly name: string;
}

/** Brings a run from a file into the library. */
export const openRun: Job<typeof args, never, OpenedRun> = {
  args,
  async run({ file }, { host }) {
    const { archived, blobs } = readRunFile(file);
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const imported = library.archive.add(archived, blobs, file);
      return { ...imported, name: runName(library.runs.get(imported.run)) };
    } finally {
      library.close();
    }
  },
};
