import { z } from 'zod';
import { UserError } from '../core/errors';
import type { ComparedPair, NetworkComparison } from '../core/metrics/comparison';
import { holmAdjusted } from '../core/metrics/holm';
import { comparePaired, pairedCounts } from '../core/metrics/mcnemar';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import type { Job } from './job';
import { modelSchema } from './model';
import { readTestSet, type TestReading } from './test-reading';

const args = z.strictObject({ models: z.array(modelSchema).min(2).max(6) });

/** Whether networks differ on the same test examples by more than chance. Each reads the test set once. */
export const compare: Job<typeof args, never, NetworkComparison> = {
  args,
  async run({ models }, { host }) {
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const source = new DataSource(library, host.mnist);
      const readings: TestReading[] = [];
      for (const model of models) {
        const reading = await readTestSet(library, model, source);
        requireAlike(readings[0] ?? reading, reading, source);
        readings.push(reading);
      }
      return {
        accuracies: readings.map(({ evaluation }) => evaluation.accuracy),
        pairs: comparedPairs(readings),
        looks: library.testLooks.count(readings[0]!.dataset),
      };
    } finally {
      library.close();
    }
  },
};

/** @throws UserError 'compare.data' or 'compare.classes' */
function requireAlike(one: TestReading, two: TestReading, source: DataSource): void {
  if (one.dataset !== two.dataset) {
    throw new UserError('compare.data', {
      first: source.get(one.dataset).name,
      second: source.get(two.dataset).name,
    });
  }
  const [first, second] = [one, two].map(({ test }) => test.classNames.join(', '));
  if (first !== second) throw new UserError('compare.classes', { first: first!, second: second! });
}

function comparedPairs(readings: readonly TestReading[]): ComparedPair[] {
  const pairs = readings.flatMap((one, first) =>
    readings.slice(first + 1).map((two, i) => ({
      first,
      second: first + 1 + i,
      ...comparePaired(pairedCounts(one.classes, two.classes, one.test.labels)),
    })),
  );
  const adjusted = holmAdjusted(pairs.map(({ pValue }) => pValue));
  return pairs.map((pair, i) => ({ ...pair, adjusted: adjusted[i]! }));
}
