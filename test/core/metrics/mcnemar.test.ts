import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erfc } from '../../../src/core/metrics/erfc';
import { comparePaired, pairedCounts } from '../../../src/core/metrics/mcnemar';

const compare = (onlyFirst: number, onlySecond: number, examples: number) =>
  comparePaired({ examples, onlyFirst, onlySecond });

describe('two networks on the same examples', () => {
  it('are told apart by the examples only one of them reads right', () => {
    const labels = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const first = Uint8Array.of(1, 2, 3, 0, 0, 0);
    const second = Uint8Array.of(1, 0, 3, 4, 5, 9);
    expect(pairedCounts(first, second, labels)).toEqual({
      examples: 6,
      onlyFirst: 1,
      onlySecond: 2,
    });
    expect(() => pairedCounts(first, second, labels.subarray(1))).toThrow(RangeError);
  });

  it('with few such examples are judged by the binomial distribution, exactly', () => {
    // 2 · (1 + 15 + 105 + 455) / 2¹⁵
    expect(compare(3, 12, 10_000)).toMatchObject({ pValue: 0.03515625, test: 'exact' });
    // 2 · (1 + 24) / 2²⁴
    expect(compare(23, 1, 500).pValue).toBeCloseTo(50 / 2 ** 24, 15);
    expect(compare(0, 0, 10)).toMatchObject({ pValue: 1, difference: 0 });
    expect(compare(7, 7, 100).pValue).toBe(1);
  });

  it('with many are judged by χ² with the correction for whole counts', () => {
    // Agresti's approval ratings (2013, table 11.1): 1600 asked twice, 150 and 86 changed their minds. χ² = 63²/236; its chance by Python's math.erfc.
    const { difference, interval, pValue, test } = compare(150, 86, 1600);
    expect(test).toBe('chiSquare');
    expect(difference).toBeCloseTo(-0.04, 12);
    expect(pValue / 4.1145622813459415e-5).toBeCloseTo(1, 9);
    // His interval without the added halves is −0.06 to −0.02.
    expect(interval[0]).toBeCloseTo(-0.0586, 3);
    expect(interval[1]).toBeCloseTo(-0.0213, 3);
  });

  it('have nearly the same chance by both tests where one gives way to the other', () => {
    for (let b = 0; b <= 12; b++) {
      expect(
        Math.abs(compare(b, 24 - b, 1000).pValue - compare(b, 25 - b, 1000).pValue),
      ).toBeLessThan(0.2);
    }
  });

  it('give the mirror image when they change places', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.nat(2000), (b, c, rest) => {
        const examples = b + c + rest + 1;
        const there = compare(b, c, examples);
        const back = compare(c, b, examples);
        expect(back.pValue).toBe(there.pValue);
        expect(back.difference).toBe(0 - there.difference);
        expect(back.interval[0]).toBeCloseTo(-there.interval[1], 14);
        expect(there.pValue).toBeGreaterThan(0);
        expect(there.pValue).toBeLessThanOrEqual(1);
        expect(there.interval[0]).toBeLessThan(there.interval[1]);
      }),
    );
  });

  it('cannot differ on more examples than there are', () => {
    expect(() => compare(3, 4, 6)).toThrow(RangeError);
    expect(() => compare(0, 0, 0)).toThrow(RangeError);
  });
});

describe('the confidence interval', () => {
  it('holds the true difference in about 95 of 100 cases', () => {
    // All outcomes of 40 examples of which 10 % and 20 % are discordant, by their multinomial probabilities.
    const n = 40;
    const [p, q] = [0.1, 0.2];
    const logFactorial = [0];
    for (let i = 1; i <= n; i++) logFactorial.push(logFactorial[i - 1]! + Math.log(i));
    let covered = 0;
    for (let b = 0; b <= n; b++) {
      for (let c = 0; b + c <= n; c++) {
        const rest = n - b - c;
        const ways = logFactorial[n]! - logFactorial[b]! - logFactorial[c]! - logFactorial[rest]!;
        const chance = Math.exp(
          ways + b * Math.log(p) + c * Math.log(q) + rest * Math.log(1 - p - q),
        );
        const [low, high] = compare(b, c, n).interval;
        if (low <= q - p && q - p <= high) covered += chance;
      }
    }
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.97);
  });
});

describe('the complementary error function', () => {
  it('keeps its digits where it is small', () => {
    // Python's math.erfc.
    const values: [number, number][] = [
      [-1, 1.8427007929497148],
      [0, 1],
      [0.5, 0.4795001221869535],
      [2, 0.004677734981047265],
      [3, 2.209049699858544e-5],
      [5, 1.5374597944280347e-12],
      [20, 5.395865611607901e-176],
    ];
    for (const [x, value] of values) expect(erfc(x) / value).toBeCloseTo(1, 12);
  });
});
