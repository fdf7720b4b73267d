import { describe, expect, it } from 'vitest';
import { meanDeviation } from '../../../src/core/metrics/mean-deviation';

describe('mean ± standard deviation', () => {
  it('divides by one less than the number of values', () => {
    // The squares of −3, −1, −1, −1, 0, 0, 2, 4 sum to 32; 32/7.
    expect(meanDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
      count: 8,
      mean: 5,
      deviation: Math.sqrt(32 / 7),
    });
  });

  it('keeps its digits when the values are close together', () => {
    const { deviation } = meanDeviation([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(deviation).toBeCloseTo(Math.sqrt(30), 6);
  });

  it('of a single value has no deviation, and of none is a mistake', () => {
    expect(meanDeviation([0.976])).toEqual({ count: 1, mean: 0.976, deviation: null });
    expect(() => meanDeviation([])).toThrow(RangeError);
  });
});
