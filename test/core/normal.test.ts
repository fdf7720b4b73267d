import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile, standardNormal } from '../../src/core/normal';
import { randomStream } from '../../src/core/random';

describe('the normal quantile', () => {
  // Python's statistics.NormalDist().inv_cdf, which is accurate to 1e-15.
  it.each([
    [0.5, 0],
    [0.6, 0.2533471031357998],
    [0.84, 0.994457883209753],
    [0.925, 1.4395314709384563],
    [0.975, 1.9599639845400536],
    [0.999, 3.090232306167813],
    [1e-6, -4.753424308822899],
    [1e-9, -5.9978070150076865],
    [0.5 / 2 ** 32, -6.337957754553789],
  ])('of %d is %d', (probability, quantile) => {
    const close = 2e-7 * Math.max(1, Math.abs(quantile));
    expect(Math.abs(normalQuantile(probability - 0.5) - quantile)).toBeLessThan(close);
  });

  it('rises with the probability and is the same on both sides', () => {
    const share = fc.double({ min: 0, max: 0.4999999, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        expect(normalQuantile(-a)).toBeCloseTo(-normalQuantile(a), 12);
        if (b - a > 1e-6) expect(normalQuantile(b)).toBeGreaterThan(normalQuantile(a));
      }),
    );
  });
});

describe('a standard normal number', () => {
  it('has the moments of the distribution', () => {
    const random = randomStream('distortion', 1, 0);
    const n = 200_000;
    const numbers = Array.from({ length: n }, () => standardNormal(random));
    const moment = (power: number) => numbers.reduce((sum, z) => sum + z ** power, 0) / n;
    // Five standard errors of each: √(Var(zᵏ)/n), with Var 1, 2, 15, 96.
    expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });
});
