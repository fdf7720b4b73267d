import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabelledImages } from '../../../src/core/data/dataset';
import { dataStatistics } from '../../../src/core/data/statistics';
import { mnist } from '../../support/mnist';

describe("MNIST's own figures", () => {
  const statistics = dataStatistics(mnist.train, mnist.test);

  test('as many of each digit as its makers say', () => {
    // https://yann.lecun.com/exdb/mnist: the labels' own counts.
    expect(statistics.trainCounts).toEqual([
      5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]);
    expect(statistics.counts.reduce((sum, n) => sum + n)).toBe(70_000);
  });

  test('mean and deviation of the pixels, near those everybody scales by', () => {
    // torchvision's examples use 0.1307 and 0.3081, which are of the training part alone.
    expect(statistics.meanLevel / 255).toBeCloseTo(0.1307, 2);
    expect(statistics.levelDeviation / 255).toBeCloseTo(0.3081, 2);
  });

  test('no digit is there twice', () => {
    expect(statistics.duplicates).toBe(0);
    expect(statistics.overlap).toBe(0);
  });

  test('the corners are bare in every image, the middle in few', () => {
    expect(statistics.bare[0]).toBe(1);
    expect(statistics.bare[783]).toBe(1);
    expect(statistics.bare[14 * 28 + 14]).toBeLessThan(0.5);
  });

  test('ones have the least ink, noughts the most', () => {
    const shares = statistics.inkShares;
    expect(shares.indexOf(Math.min(...shares))).toBe(1);
    expect(shares.indexOf(Math.max(...shares))).toBe(0);
  });

  test('distances are from the mean of the own class, and ones lie nearest to theirs', () => {
    const sums = new Array<number>(10).fill(0);
    mnist.train.labels.forEach((label, n) => (sums[label]! += statistics.distances[n]!));
    const means = sums.map((sum, k) => sum / statistics.trainCounts[k]!);
    expect(means.indexOf(Math.min(...means))).toBe(1);
  });
});

const smallSet = (count: { min: number; max: number }) =>
  fc
    .array(fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 255 }), fc.nat(783)), {
      minLength: count.min,
      maxLength: count.max,
    })
    .map((drawn): LabelledImages => {
      const images = new Uint8Array(drawn.length * 784);
      drawn.forEach(([, level, place], n) => (images[n * 784 + place] = level));
      return { images, labels: Uint8Array.from(drawn, ([k]) => k), classNames: ['a', 'b', 'c'] };
    });

test('sums agree with counting one by one', () => {
  fc.assert(
    fc.property(smallSet({ min: 1, max: 12 }), smallSet({ min: 0, max: 6 }), (train, test) => {
      const found = dataStatistics(train, test);
      const all = [train, test].flatMap(({ images, labels }) =>
        Array.from(labels, (label, n) => ({ label, pixels: images.slice(n * 784, (n + 1) * 784) })),
      );
      expect(found.levels.reduce((sum, n) => sum + n)).toBe(all.length * 784);
      expect(found.distances).toHaveLength(all.length);
      const texts = all.map(({ pixels }) => pixels.join());
      expect(found.duplicates).toBe(all.length - new Set(texts).size);
      const trained = new Set(texts.slice(0, train.labels.length));
      expect(found.overlap).toBe(
        texts.slice(train.labels.length).filter((text) => trained.has(text)).length,
      );
      all.forEach(({ label, pixels }, n) => {
        const own = all.filter((other) => other.label === label);
        const mean = Array.from(pixels, (_, i) =>
          own.reduce((sum, other) => sum + other.pixels[i]! / own.length, 0),
        );
        const distance = Math.hypot(...Array.from(pixels, (p, i) => (p - mean[i]!) / 255));
        expect(found.distances[n]).toBeCloseTo(distance, 4);
      });
    }),
    { numRuns: 30 },
  );
});
