import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingsOf, verdictOf } from '../../../src/core/data/readings';
import { softmax } from '../../../src/core/metrics/softmax';

const classNames = ['even', 'odd', 'zero'];
/** Labels 0 to 3; 3 was never taught. */
const classOf = [2, 1, 0, null];

describe('what a network says', () => {
  test('is judged by the class its label stands for', () => {
    const logits = Float32Array.of(0, 0, 5, 0, 5, 0, 0, 5, 0, 5, 0, 0);
    const labels = Uint8Array.from([0, 1, 2, 3]);
    const readings = readingsOf(logits, labels, classNames, classOf);
    expect([...readings.read]).toEqual([2, 1, 1, 0]);
    expect([...labels].map((label, n) => verdictOf(readings, n, label))).toEqual([
      'right',
      'right',
      'wrong',
      'untaught',
    ]);
    // Cross-entropy −log(e⁰ / (e⁵ + 2)) of a miss with logits 0, 5, 0.
    expect(readings.loss[2]).toBeCloseTo(Math.log(Math.exp(5) + 2), 5);
    expect(readings.loss[3]).toBeNaN();
  });

  test('has the probability of its best class as its confidence, and the loss of its label', () => {
    const logit = fc.double({ min: -40, max: 40, noNaN: true });
    const example = fc.tuple(fc.array(logit, { minLength: 3, maxLength: 3 }), fc.nat(2));
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 20 }), (examples) => {
        const labels = Uint8Array.from(examples, ([, label]) => label);
        const all = Float64Array.from(examples.flatMap(([logits]) => logits));
        const readings = readingsOf(all, labels, classNames, classOf);
        examples.forEach(([logits, label], n) => {
          const probabilities = softmax(Float64Array.from(logits), 3);
          expect(readings.confidence[n]).toBeCloseTo(Math.max(...probabilities), 5);
          expect(readings.loss[n]).toBeCloseTo(-Math.log(probabilities[classOf[label]!]!), 3);
        });
      }),
    );
  });
});
