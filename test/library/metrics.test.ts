import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StepMetrics } from '../../src/core/metrics/types';
import { epochAt, newRun } from './support/deterministic-run';
import { openLibrary } from './support/training';

// SQLite keeps −0 as 0.
const real = fc.double().map((x) => (x === 0 ? 0 : x));
const rate = fc.double({ noNaN: true }).map((x) => (x === 0 ? 0 : x));
const interval = fc.record({
  examples: fc.integer({ min: 1, max: 2 ** 40 }),
  loss: real,
  accuracy: rate,
  learningRate: rate,
  gradientNorm: real,
});
/** Intervals at rising steps. */
const curve = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 2 ** 33 }), interval), { maxLength: 40 })
  .map((gaps) => {
    let step = 0;
    return gaps.map(([gap, rest]): StepMetrics => ({ step: (step += gap), ...rest }));
  });

it('gives back exactly the intervals after a step, however they came in', async () => {
  const library = await openLibrary();
  fc.assert(
    fc.property(curve, fc.array(fc.nat(40)), fc.nat(41), (rows, cuts, at) => {
      const writer = library.startRun(newRun);
      const bounds = [0, ...cuts.sort((a, b) => a - b), rows.length];
      for (let i = 1; i < bounds.length; i++) {
        writer.record(rows.slice(bounds[i - 1], bounds[i]), []);
      }
      const since = rows[at]?.step ?? 0;
      const expected = rows.filter(({ step }) => step > since);
      expect(library.metrics.since(writer.run, since)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

it('keeps the epochs of each run apart', async () => {
  const library = await openLibrary();
  const [a, b] = [library.startRun(newRun), library.startRun(newRun)];
  const [first, second, other] = [epochAt(30), { ...epochAt(60), loss: NaN }, epochAt(30)];
  a.record([], [first]);
  b.record([], [other]);
  a.record([], [second]);
  expect(library.metrics.epochs(a.run)).toEqual([first, second]);
  expect(library.metrics.epochs(b.run)).toEqual([other]);
});
