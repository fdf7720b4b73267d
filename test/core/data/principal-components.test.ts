import { describe, expect, test } from 'vitest';
import { nearestRows } from '../../../src/core/data/nearest-rows';
import { principalComponents } from '../../../src/core/data/principal-components';
import { mnistPixels } from '../../support/networks';

/** The middle of each digit, 14 × 14. */
const INPUTS = 14 * 14;
const whole = mnistPixels('train', 300);
const pixels = Float32Array.from({ length: 300 * INPUTS }, (_, i) => {
  const [n, place] = [Math.floor(i / INPUTS), i % INPUTS];
  const [x, y] = [(place % 14) + 7, Math.floor(place / 14) + 7];
  return whole[n * 784 + y * 28 + x]! / 255;
});

describe('principal components of digits', () => {
  test('all of them keep every distance', () => {
    const { rows, kept } = principalComponents(pixels, INPUTS, INPUTS);
    expect(kept).toBeCloseTo(1, 10);
    for (const [a, b] of [
      [0, 1],
      [2, 299],
      [17, 50],
    ] as const) {
      expect(distance(rows, INPUTS, a, b)).toBeCloseTo(distance(pixels, INPUTS, a, b), 4);
    }
  });

  test('vary less and less, and not together', () => {
    const { rows, components, kept } = principalComponents(pixels, INPUTS, 20);
    expect(components).toBe(20);
    expect(kept).toBeGreaterThan(0.5);
    expect(kept).toBeLessThan(1);
    const column = (c: number) => Array.from({ length: 300 }, (_, n) => rows[n * 20 + c]!);
    const product = (a: number[], b: number[]) => a.reduce((sum, v, n) => sum + v * b[n]!, 0) / 300;
    const variances = Array.from({ length: 20 }, (_, c) => product(column(c), column(c)));
    expect(variances).toEqual([...variances].sort((a, b) => b - a));
    expect(product(column(0), column(1))).toBeCloseTo(0, 8);
    expect(product(column(3), column(11))).toBeCloseTo(0, 8);
  });
});

test('the nearest rows are those that sorting all distances gives', () => {
  const rows = Float64Array.from(pixels.subarray(0, 60 * INPUTS));
  const { indices, distances } = nearestRows(rows, INPUTS, 8);
  for (let n = 0; n < 60; n++) {
    const all = Array.from({ length: 60 }, (_, other) => ({
      other,
      distance: distance(rows, INPUTS, n, other),
    })).sort((a, b) => a.distance - b.distance);
    expect(indices[n]).toEqual(all.slice(0, 8).map(({ other }) => other));
    expect(distances[n]![0]).toBe(0);
    expect(distances[n]![7]).toBeCloseTo(all[7]!.distance, 8);
  }
});

function distance(rows: ArrayLike<number>, inputs: number, a: number, b: number): number {
  let sum = 0;
  for (let d = 0; d < inputs; d++) sum += (rows[a * inputs + d]! - rows[b * inputs + d]!) ** 2;
  return Math.sqrt(sum);
}
