import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibration } from '../../../src/core/metrics/calibration';

/** Two classes; the first is predicted, with the confidences given. */
const binary = (confidences: readonly number[]) =>
  Float64Array.from(confidences.flatMap((confidence) => [confidence, 1 - confidence]));

describe('a network', () => {
  it('is well calibrated when it is right as often as it is sure', () => {
    const sure = binary(new Array<number>(10).fill(0.8));
    const { expectedError, bins } = calibration(
      sure,
      Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1),
      2,
    );
    expect(expectedError).toBeCloseTo(0, 12);
    const [filled, ...others] = bins.filter(({ examples }) => examples > 0);
    expect(others).toEqual([]);
    expect(filled).toMatchObject({ examples: 10, accuracy: 0.8 });
    expect(filled!.from).toBeLessThan(0.8);
    expect(filled!.to).toBeGreaterThanOrEqual(0.8);
  });

  it('that is always sure and half right errs by a half', () => {
    expect(calibration(binary([1, 1]), Uint8Array.of(0, 1), 2).expectedError).toBe(0.5);
  });

  it('is judged bin by bin: too sure here does not make up for too unsure there', () => {
    // 0.6 and right: 0.4 too unsure. 0.9 and wrong: 0.9 too sure.
    const { expectedError } = calibration(binary([0.6, 0.9]), Uint8Array.of(0, 1), 2);
    expect(expectedError).toBeCloseTo((0.4 + 0.9) / 2, 12);
  });
});

it('every example is in one bin, at the bounds too, and the error is at most 1', () => {
  const confidence = fc.oneof(
    fc.double({ min: 0.5, max: 1, noNaN: true }),
    fc.integer({ min: 8, max: 15 }).map((n) => n / 15),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(confidence, fc.nat(1)), { minLength: 1 }), (examples) => {
      const { bins, expectedError } = calibration(
        binary(examples.map(([sure]) => sure)),
        Uint8Array.from(examples, ([, label]) => label),
        2,
      );
      expect(bins.reduce((sum, bin) => sum + bin.examples, 0)).toBe(examples.length);
      for (const { from, to, confidence: mean } of bins) {
        if (mean === null) continue;
        expect(mean).toBeGreaterThan(from - 1e-12);
        expect(mean).toBeLessThan(to + 1e-12);
      }
      expect(expectedError).toBeGreaterThanOrEqual(0);
      expect(expectedError).toBeLessThanOrEqual(1);
    }),
  );
});
