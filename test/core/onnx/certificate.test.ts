import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certify, LARGEST_DIFFERENCE } from '../../../src/core/onnx/certificate';

const training = Float32Array.of(0.7, 0.2, 0.1, 0.1, 0.3, 0.6);
const labels = Uint8Array.of(0, 1);

describe('a file is certified', () => {
  it('when it gives what the training gave', () => {
    expect(certify(training, training, labels)).toEqual({
      examples: 2,
      sameClass: 2,
      disagreements: 0,
      largestDifference: 0,
      accuracy: 0.5,
    });
  });

  it('when rounding decides between two classes that are as good as equal', () => {
    const tied = Float32Array.of(0.500004, 0.499996);
    const turned = Float32Array.of(0.499998, 0.500002);
    const certificate = certify(turned, tied, Uint8Array.of(1));
    expect(certificate).toMatchObject({ sameClass: 0, disagreements: 0, accuracy: 1 });
    expect(certificate.largestDifference).toBeCloseTo(6e-6, 7);
  });

  it('exactly when no probability is off by more than 1e-5, whatever the probabilities', () => {
    const anyProbabilities = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
      minLength: 10,
      maxLength: 10,
    });
    const nudge = fc.constantFrom(0, 1e-6, 5e-6, 2e-5, 1e-3);
    fc.assert(
      fc.property(anyProbabilities, nudge, fc.nat(9), (values, by, at) => {
        const reference = Float32Array.from(values);
        const file = Float32Array.from(reference);
        file[at] = reference[at]! + by;
        const check = () => certify(file, reference, Uint8Array.of(0));
        if (Math.abs(file[at] - reference[at]!) <= LARGEST_DIFFERENCE) {
          expect(check().disagreements).toBe(0);
        } else {
          expect(check).toThrow('training');
        }
      }),
    );
  });
});

describe('a file is refused', () => {
  it('with the example, class and values that are furthest apart', () => {
    const file = Float32Array.of(0.69, 0.21, 0.1, 0.12, 0.24, 0.64);
    expect(() => certify(file, training, labels)).toThrow(
      "for test example 1, class 1, the file's probability is 0.24 and the training's 0.3; they may be at most 0.00001 apart",
    );
  });

  it('when it gives something that is no number', () => {
    const file = Float32Array.of(NaN, 0.2, 0.1, 0.1, 0.3, 0.6);
    expect(() => certify(file, training, labels)).toThrow(
      "for test example 0, class 0, the file's probability is NaN",
    );
  });

  it('as a mistake of the program when the two do not hold equally many numbers', () => {
    expect(() => certify(training.subarray(1), training, labels)).toThrow(RangeError);
    expect(() => certify(training, training, new Uint8Array(0))).toThrow(RangeError);
  });
});
