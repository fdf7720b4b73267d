import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestInBank, type NearDigit } from '../../../src/core/network/feature-bank';
import { PIXELS } from '../../../src/core/network/types';
import { mnistLabels, mnistPixels } from '../../support/networks';

function finish(search: Generator<undefined, NearDigit[]>): NearDigit[] {
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

test('finds the very examples that sorting all distances finds', () => {
  const number = fc.integer({ min: -4, max: 4 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }).chain((size) =>
        fc.record({
          query: fc.array(number, { minLength: size, maxLength: size }),
          rows: fc.array(fc.array(number, { minLength: size, maxLength: size }), {
            minLength: 1,
            maxLength: 60,
          }),
          k: fc.integer({ min: 1, max: 9 }),
          without: fc.option(fc.nat({ max: 59 })),
        }),
      ),
      ({ query, rows, k, without }) => {
        const bank = {
          images: Uint8Array.from({ length: rows.length * PIXELS }, (_, i) => i % 251),
          labels: Uint8Array.from(rows, (_, i) => i % 10),
          features: Float32Array.from(rows.flat()),
        };
        const sorted = rows
          .map((row, index) => ({
            index,
            label: index % 10,
            // Whole numbers: equal distances are equal.
            distance: Math.sqrt(row.reduce((sum, value, d) => sum + (value - query[d]!) ** 2, 0)),
          }))
          .filter(({ index }) => index !== without)
          .sort((a, b) => a.distance - b.distance || a.index - b.index)
          .slice(0, k);
        const found = finish(nearestInBank(bank, query, k, without));
        expect(found.map(({ index, label }) => [index, label])).toEqual(
          sorted.map(({ index, label }) => [index, label]),
        );
        found.forEach(({ distance, index, image }, i) => {
          expect(distance).toBeCloseTo(sorted[i]!.distance, 9);
          expect(image[0]).toBe((index * PIXELS) % 251);
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('compares pixels from 0 to 1 where there is no hidden layer; a digit is nearest to itself', () => {
  const images = mnistPixels('train', 300);
  const bank = { images, labels: mnistLabels('train', 300), features: null };
  const query = images.subarray(7 * PIXELS, 8 * PIXELS);
  const [first, second] = finish(nearestInBank(bank, query, 2));
  expect(first).toMatchObject({ index: 7, distance: 0 });
  expect(second!.distance).toBeGreaterThan(1);
  expect(second!.distance).toBeLessThan(15);
  expect(finish(nearestInBank(bank, query, 1, 7))[0]).toEqual(second);
});
