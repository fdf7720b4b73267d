import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochOrder } from '../../../src/core/data/order';
import { initialNetwork } from '../../../src/core/network/initialization';
import {
  layerSizes,
  networkSpecOf,
  parameterCount,
  stepsPerEpoch,
  totalSteps,
} from '../../../src/core/network/spec';
import { recipeSchema } from '../../../src/core/recipe/schema';

const article = recipeSchema.parse({});

describe('a network specification', () => {
  it('of the article is 784 → 128 → 10 with 101,770 parameters', () => {
    const spec = networkSpecOf(article, 10);
    expect(layerSizes(spec)).toEqual([
      { inputs: 784, outputs: 128 },
      { inputs: 128, outputs: 10 },
    ]);
    expect(parameterCount(spec)).toBe(101_770);
  });

  it('without hidden layers is softmax regression with 7,850 parameters', () => {
    const spec = networkSpecOf(recipeSchema.parse({ network: { hidden: [] } }), 10);
    expect(layerSizes(spec)).toEqual([{ inputs: 784, outputs: 10 }]);
    expect(parameterCount(spec)).toBe(7850);
  });

  it('counts exactly the numbers that initialisation makes', () => {
    const units = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 });
    fc.assert(
      fc.property(units, fc.integer({ min: 2, max: 62 }), (hidden, classes) => {
        const spec = {
          inputs: 5,
          hidden: hidden.map((n) => ({ units: n, activation: 'relu' as const })),
          classes,
        };
        const made = initialNetwork(spec, 'pytorch', 1).reduce(
          (sum, layer) => sum + layer.weights.length + layer.bias.length,
          0,
        );
        expect(parameterCount(spec)).toBe(made);
      }),
    );
  });
});

describe('the steps of a recipe', () => {
  it('are 938 an epoch for the article: 937 batches of 64 and one of 32', () => {
    expect(stepsPerEpoch(article, 60_000)).toBe(938);
    expect(stepsPerEpoch({ ...article, dropLast: true }, 60_000)).toBe(937);
    expect(totalSteps(article, 60_000)).toBe(9380);
  });

  it('are as many as the batches the order is cut into', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(200),
        fc.boolean(),
        (batchSize, n, dropLast) => {
          const order = epochOrder(1, 0, n);
          let batches = 0;
          for (let at = 0; at < n; at += batchSize) {
            if (order.subarray(at, at + batchSize).length === batchSize || !dropLast) batches++;
          }
          expect(stepsPerEpoch({ batchSize, dropLast }, n)).toBe(batches);
        },
      ),
    );
  });
});
