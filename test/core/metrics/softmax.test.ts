import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argMax, logSumExp, softmax } from '../../../src/core/metrics/softmax';

const finite = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
const row = fc.array(finite(1e6), { minLength: 1, maxLength: 20 });

describe('softmax', () => {
  it('gives probabilities that sum to one, however large the logits', () => {
    fc.assert(
      fc.property(row, (logits) => {
        const p = softmax(Float64Array.from(logits), logits.length);
        expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
        // exp(z − ln Σ) carries the rounding of ln Σ, at most 2⁻⁵³ of 10⁶.
        expect(Math.abs(p.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('treats every row on its own and does not change when a row is shifted', () => {
    fc.assert(
      fc.property(
        fc.array(finite(20), { minLength: 6, maxLength: 6 }),
        finite(50),
        (logits, shift) => {
          const both = softmax(Float64Array.from(logits), 3);
          const second = softmax(
            Float64Array.from(logits.slice(3), (z) => z + shift),
            3,
          );
          second.forEach((p, k) => {
            expect(p).toBeCloseTo(both[3 + k]!, 12);
          });
        },
      ),
    );
  });

  it('of 0, ln 2 and ln 5 is 1/8, 2/8 and 5/8', () => {
    const p = softmax(Float64Array.of(0, Math.log(2), Math.log(5)), 3);
    [1 / 8, 2 / 8, 5 / 8].forEach((expected, k) => {
      expect(p[k]).toBeCloseTo(expected, 15);
    });
  });
});

describe('logSumExp', () => {
  it('neither overflows nor vanishes', () => {
    expect(logSumExp(Float64Array.of(1000, 1000), 0, 2)).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logSumExp(Float64Array.of(-1000, -1000), 0, 2)).toBeCloseTo(-1000 + Math.LN2, 12);
    expect(logSumExp(Float64Array.of(-Infinity, -Infinity), 0, 2)).toBe(-Infinity);
  });
});

describe('argMax', () => {
  it('is the first of the largest', () => {
    expect(argMax(Float64Array.of(9, 9, 1, 3, 3, 2), 0, 3)).toBe(0);
    expect(argMax(Float64Array.of(9, 9, 1, 3, 3, 2), 2, 4)).toBe(1);
  });
});
