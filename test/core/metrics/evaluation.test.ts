import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracyPerClass,
  evaluateLogits,
  evaluateProbabilities,
} from '../../../src/core/metrics/evaluation';
import { softmax } from '../../../src/core/metrics/softmax';

const labels = Uint8Array.of(0, 0, 1, 1, 1);
// Rows: right, wrong (reads 1), right, a tie that goes to the first class, wrong (reads 0).
const logits = Float32Array.of(2, 0, 0, 1, -1, 3, 0, 0, 5, 1);

describe('an evaluation', () => {
  const evaluation = evaluateLogits(logits, labels, 2);

  it('counts what was read as what', () => {
    expect(evaluation).toMatchObject({ examples: 5, correct: 2, accuracy: 0.4 });
    expect(evaluation.confusion).toEqual([1, 1, 2, 1]);
    expect(accuracyPerClass(evaluation)).toEqual([1 / 2, 1 / 3]);
  });

  it('gives the mean cross-entropy in nats', () => {
    const rows = [Math.log1p(Math.exp(-2)), Math.log1p(Math.E), Math.log1p(Math.exp(-4)), Math.LN2];
    const expected = (rows.reduce((sum, loss) => sum + loss, 0) + Math.log1p(Math.exp(4))) / 5;
    expect(evaluation.loss).toBeCloseTo(expected, 14);
  });

  it('says the same of logits and of their probabilities', () => {
    const row = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 3 });
    const example = fc.tuple(row, fc.nat(2));
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 20 }), (examples) => {
        const z = Float64Array.from(examples.flatMap(([values]) => values));
        const y = Uint8Array.from(examples, ([, label]) => label);
        const byLogits = evaluateLogits(z, y, 3);
        const byProbabilities = evaluateProbabilities(softmax(z, 3), y, 3);
        expect(byProbabilities.confusion).toEqual(byLogits.confusion);
        expect(byProbabilities.loss).toBeCloseTo(byLogits.loss, 10);
        expect(byLogits.confusion.reduce((sum, n) => sum + n, 0)).toBe(y.length);
      }),
    );
  });

  it('stays finite when float32 has rounded a probability to 0', () => {
    const { loss } = evaluateProbabilities(Float32Array.of(1, 0), Uint8Array.of(1), 2);
    expect(loss).toBeCloseTo(149 * Math.LN2, 10);
  });

  it('has no accuracy for a class without examples', () => {
    expect(accuracyPerClass(evaluateLogits(Float32Array.of(1, 0), Uint8Array.of(0), 2))).toEqual([
      1,
      null,
    ]);
  });

  it('refuses numbers that are not [N, K], and a label beyond K', () => {
    expect(() => evaluateLogits(logits, labels, 3)).toThrow('10 numbers are not [5, 3]');
    expect(() => evaluateLogits(new Float32Array(0), new Uint8Array(0), 2)).toThrow(RangeError);
    expect(() => evaluateLogits(Float32Array.of(1, 0), Uint8Array.of(2), 2)).toThrow(
      'label 2 is not one of 2 classes',
    );
  });
});
