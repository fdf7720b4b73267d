import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestRows } from '../../../src/core/data/nearest-rows';

const tables = fc.integer({ min: 1, max: 4 }).chain((inputs) =>
  fc.record({
    inputs: fc.constant(inputs),
    // Few values: many rows are equal or equally far.
    rows: fc.array(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: inputs, maxLength: inputs }),
      {
        minLength: 1,
        maxLength: 24,
      },
    ),
    nearest: fc.integer({ min: 1, max: 24 }),
  }),
);

test('are those that sorting all distances gives, the row itself first and of equally near ones the first', () => {
  fc.assert(
    fc.property(tables, ({ inputs, rows, nearest: wanted }) => {
      const nearest = Math.min(wanted, rows.length);
      const found = nearestRows(Float64Array.from(rows.flat()), inputs, nearest);
      rows.forEach((row, n) => {
        const all = rows.map((other, m) => ({
          m,
          square: m === n ? -1 : row.reduce((sum, value, d) => sum + (value - other[d]!) ** 2, 0),
        }));
        const expected = all.sort((a, b) => a.square - b.square || a.m - b.m).slice(0, nearest);
        expect(found.indices[n]).toEqual(expected.map(({ m }) => m));
        expected.slice(1).forEach(({ square }, k) => {
          expect(found.distances[n]![k + 1]).toBeCloseTo(Math.sqrt(square), 10);
        });
        expect(found.distances[n]![0]).toBe(0);
      });
    }),
  );
});

test('sought in several parts are those sought at once', () => {
  const rows = Float64Array.from({ length: 30 }, (_, i) => (i * 7) % 11);
  const whole = nearestRows(rows, 2, 4);
  const parts = [0, 6, 12].map((from) => nearestRows(rows, 2, 4, from, Math.min(from + 6, 15)));
  expect(parts.flatMap(({ indices }) => indices)).toEqual(whole.indices);
  expect(parts.flatMap(({ distances }) => distances)).toEqual(whole.distances);
});
