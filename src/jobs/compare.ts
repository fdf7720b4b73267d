import { z } from 'zod';
import { UserError } from '../core/errors';
import { comparePaired, pairedCounts, type PairedComparison } from '../core/metrics/mcnemar';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import type { Job } from './job';
import { modelSchema } from './model';
import { readTestSet } from './test-reading';

const args = z.strictObject({ first: modelSchema, second: modelSchema });

export interface CompareResult {
  /** 0–1 */
  readonly firstAccuracy: number;
  readonly secondAccuracy: number;
  readonly comparison: PairedComparison;
  /** How often this library has looked at the test set, these two times included. */
  readonly looks: number;
}

/** Whether two networks differ on the same test examples by more than chance. */
export const compare: Job<typeof args, never, CompareResult> = {
  args,
  async run({ first, second }, { host }) {
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const source = new DataSource(library, host.mnist);
      const one = await readTestSet(library, first, source);
      const two = await readTestSet(library, second, source);
      if (one.dataset !== two.dataset) {
        throw new UserError('compare.data', {
          first: source.get(one.dataset).name,
          second: source.get(two.dataset).name,
        });
      }
      const [ours, theirs] = [one, two].map(({ test }) => test.classNames.join(', '));
      if (ours !== theirs)
        throw new UserError('compare.classes', { first: ours!, second: theirs! });
      return {
        firstAccuracy: one.evaluation.accuracy,
        secondAccuracy: two.evaluation.accuracy,
        comparison: comparePaired(pairedCounts(one.classes, two.classes, one.test.labels)),
        looks: library.testLooks.count(one.dataset),
      };
    } finally {
      library.close();
    }
  },
};
