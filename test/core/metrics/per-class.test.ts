import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresPerClass } from '../../../src/core/metrics/per-class';

describe('the figures of each class', () => {
  it('follow from the counts of labels and predictions', () => {
    // Rows are labels: of five a three are read as a, of five b one is, and nothing is c or read as c.
    const confusion = [3, 2, 0, 1, 4, 0, 0, 0, 0];
    expect(figuresPerClass({ confusion })).toEqual([
      { examples: 5, precision: 3 / 4, recall: 3 / 5, f1: 6 / 9 },
      { examples: 5, precision: 4 / 6, recall: 4 / 5, f1: 8 / 11 },
      { examples: 0, precision: null, recall: null, f1: null },
    ]);
  });

  it('have the f1 between precision and recall, whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 9, maxLength: 9 }), (confusion) => {
        for (const { precision, recall, f1 } of figuresPerClass({ confusion })) {
          if (precision === null || recall === null) continue;
          expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
          expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
        }
      }),
    );
  });
});
