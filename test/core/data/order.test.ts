import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochOrder } from '../../../src/core/data/order';

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const epoch = fc.nat(1000);

describe('the order of an epoch', () => {
  it('shows every example once', () => {
    fc.assert(
      fc.property(seed, epoch, fc.nat(300), (s, e, n) => {
        const sorted = Array.from(epochOrder(s, e, n)).sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('is the same for the same seed and epoch, and another for another', () => {
    fc.assert(
      fc.property(seed, epoch, fc.integer({ min: 50, max: 300 }), (s, e, n) => {
        const order = epochOrder(s, e, n);
        expect(epochOrder(s, e, n)).toEqual(order);
        expect(epochOrder(s, e + 1, n)).not.toEqual(order);
        expect(epochOrder(s ^ 1, e, n)).not.toEqual(order);
      }),
    );
  });

  it('brings each of the 24 orders of four examples equally often', () => {
    const counts = new Map<string, number>();
    const trials = 24_000;
    for (let e = 0; e < trials; e++) {
      const key = epochOrder(7, e, 4).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const expected = trials / 24;
    const chiSquare = [...counts.values()].reduce(
      (sum, n) => sum + (n - expected) ** 2 / expected,
      0,
    );
    // 23 degrees of freedom: above 49.7 once in a thousand times; the seed is fixed, so it passes always or never.
    expect(chiSquare).toBeLessThan(49.7);
  });

  it('goes on being the order that recorded runs were trained in', () => {
    // Worked out apart from this code, in Python, from the published algorithms.
    expect(Array.from(epochOrder(1, 0, 10))).toEqual([0, 2, 3, 9, 7, 1, 8, 6, 4, 5]);
    expect(Array.from(epochOrder(1, 9, 60_000).subarray(0, 5))).toEqual([
      56645, 32009, 18741, 8275, 20631,
    ]);
  });
});
