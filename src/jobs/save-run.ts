import { z } from 'zod';
import { Library } from '../library/library';
import { writeRunFile } from '../library/run-file';
import { goOn } from './go-on';
import type { Job } from './job';
import { runIdSchema } from './run-id';

const args = z.strictObject({ run: runIdSchema, /** Absolute. */ file: z.string().min(1) });

export interface SavedRun {
  /** What it came to; the same where it is brought in. null before its first checkpoint. */
  readonly fingerprint: string | null;
}

/** Writes everything of a run into one file. */
export const saveRun: Job<typeof args, never, SavedRun> = {
  args,
  async run({ run, file }, { host, control }) {
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const archived = library.archive.read(run);
      await writeRunFile(
        file,
        archived,
        (name) => library.blobs.read(name),
        () => goOn(control),
      );
      return { fingerprint: archived.fingerprint };
    } finally {
      library.close();
    }
  },
};
