import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochOrder } from '../../../src/core/data/order';
import { replayCount, replayOrder } from '../../../src/core/data/replay';

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const sizes = fc.record({
  fresh: fc.integer({ min: 1, max: 60 }),
  old: fc.integer({ min: 1, max: 60 }),
  replayed: fc.nat(90),
});

describe('an epoch with replay', () => {
  it('shows every new example once, and as many old ones as it should', () => {
    fc.assert(
      fc.property(seed, fc.nat(50), sizes, (s, epoch, { fresh, old, replayed }) => {
        const order = replayOrder(s, epoch, fresh, old, replayed);
        expect(order).toHaveLength(fresh + replayed);
        const news = order.filter((at) => at < fresh).sort();
        expect(news).toEqual(Int32Array.from({ length: fresh }, (_, i) => i));
        expect(order.every((at) => at < fresh + old)).toBe(true);
      }),
    );
  });

  it('shows no old example a second time before all others were shown once', () => {
    fc.assert(
      fc.property(seed, sizes, fc.integer({ min: 1, max: 12 }), (s, size, epochs) => {
        const { fresh, old, replayed } = size;
        const shown = new Array<number>(old).fill(0);
        for (let epoch = 0; epoch < epochs; epoch++) {
          for (const at of replayOrder(s, epoch, fresh, old, replayed)) {
            if (at >= fresh) shown[at - fresh]!++;
          }
        }
        expect(Math.max(...shown) - Math.min(...shown)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is a function of seed and epoch alone, and other old ones come with other epochs', () => {
    const order = replayOrder(3, 7, 20, 1000, 30);
    expect(replayOrder(3, 7, 20, 1000, 30)).toEqual(order);
    expect(replayOrder(3, 8, 20, 1000, 30)).not.toEqual(order);
    expect(replayOrder(4, 7, 20, 1000, 30)).not.toEqual(order);
  });

  it('goes on being the order that recorded runs were trained in', () => {
    // Worked out apart from this code, in Python, from the published algorithms.
    expect([...replayOrder(1, 1, 4, 6, 4)]).toEqual([6, 1, 8, 9, 7, 3, 2, 0]);
  });

  it('mixes the two over the whole epoch', () => {
    const order = replayOrder(1, 0, 500, 500, 500);
    const early = order.subarray(0, 500).filter((at) => at >= 500).length;
    // Hypergeometric: mean 250, standard deviation 7.9; five of them either way.
    expect(Math.abs(early - 250)).toBeLessThan(40);
  });

  it('without old ones is the order of an epoch as any other', () => {
    expect(replayOrder(1, 2, 50, 0, 0)).toEqual(epochOrder(1, 2, 50));
    expect(() => replayOrder(1, 2, 50, 0, 1)).toThrow(RangeError);
  });
});

describe('the number of old examples', () => {
  it('makes them the share of all that are shown', () => {
    expect(replayCount(900, 0.1)).toBe(100);
    expect(replayCount(100, 0.5)).toBe(100);
    expect(replayCount(100, 0)).toBe(0);
    expect(replayCount(10, 0.01)).toBe(1);
  });
});
