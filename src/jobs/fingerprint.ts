import { z } from 'zod';
import { UserError } from '../core/errors';
import { Library } from '../library/library';
import type { Fingerprint } from '../library/fingerprint';
import type { Job } from './job';
import { runIdSchema } from './run-id';

const args = z.strictObject({ run: runIdSchema });

/** What a run came to, in two SHA-256s. @throws UserError 'run.noWeights' before its first checkpoint */
export const fingerprint: Job<typeof args, never, Fingerprint> = {
  args,
  async run({ run }, { host }) {
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      if (library.checkpoints.latest(run) === null) throw new UserError('run.noWeights', { run });
      return library.fingerprint(run);
    } finally {
      library.close();
    }
  },
};
