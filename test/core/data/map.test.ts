import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surroundings } from '../../../src/core/data/map';

test('what lies in a crowd of another label is surrounded by that label, whatever its own', () => {
  const count = 24;
  // Two crowds far apart; digit 3 of the first crowd has the second one's label.
  const x = Float32Array.from({ length: count }, (_, n) => (n < 12 ? 0 : 100) + (n % 12) / 10);
  const labels = Uint8Array.from({ length: count }, (_, n) => (n < 12 && n !== 3 ? 0 : 1));
  const around = surroundings(x, new Float32Array(count), labels, 2);
  expect([...around]).toEqual(Array.from({ length: count }, (_, n) => (n < 12 ? 0 : 1)));
});

test('its own label does not count, and of equally frequent ones the smaller is taken', () => {
  const around = surroundings(
    Float32Array.of(0, 1, 2),
    new Float32Array(3),
    Uint8Array.of(0, 2, 1),
    3,
  );
  expect([...around]).toEqual([1, 0, 0]);
});

test('is a label that one of the others has', () => {
  const places = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: 9 }),
      y: fc.integer({ min: 0, max: 9 }),
      label: fc.nat(3),
    }),
    { minLength: 2, maxLength: 40 },
  );
  fc.assert(
    fc.property(places, (all) => {
      const around = surroundings(
        Float32Array.from(all, ({ x }) => x),
        Float32Array.from(all, ({ y }) => y),
        Uint8Array.from(all, ({ label }) => label),
        4,
      );
      around.forEach((label, n) => {
        expect(all.some((other, m) => m !== n && other.label === label)).toBe(true);
      });
    }),
  );
});
