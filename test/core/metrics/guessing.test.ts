import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessing } from '../../../src/core/metrics/guessing';
import { presetById } from '../../../src/core/recipe/presets';
import { recipeSchema, type RecipeInput } from '../../../src/core/recipe/schema';

const recipe = (input: RecipeInput = {}) => recipeSchema.parse(input);
const sgd = (learningRate: number, momentum = 0.9) =>
  recipe({ optimizer: { type: 'sgd', learningRate, momentum } });
// Measured with the article's network on MNIST, one epoch.
const stuck = { loss: 2.3211, accuracy: 0.1042 };

describe('a network that guesses', () => {
  test.each([
    ['momentum and a rate of 0.5', sgd(0.5), 'fast'],
    ['no momentum and a rate of 1', sgd(1, 0), 'fast'],
    [
      'Adam at a hundred times its rate',
      recipe({ optimizer: { type: 'adam', learningRate: 0.1 } }),
      'fast',
    ],
    ['a rate that moves nothing', sgd(0.000_01), 'slow'],
    ['four sigmoids in a row', presetById('sigmoid')!.recipe, 'slow'],
    ['weights of zero', recipe({ network: { initialization: 'zeros' } }), 'zeros'],
  ] as const)('by %s', (_, given, cause) => {
    expect(guessing(given, stuck, 10)).toMatchObject({ cause, params: { loss: '2.30' } });
  });

  test('the rate that a person has set counts, not the recipe’s', () => {
    expect(guessing(sgd(0.01), stuck, 10, 0.5)).toEqual({
      cause: 'fast',
      params: { loss: '2.30', classes: 10, rate: 0.5, try: 0.05 },
    });
  });

  test('that always names the most frequent of ten digits still guesses', () => {
    // 6,742 of 60,000 are a 1; the loss is the labels' entropy.
    expect(guessing(sgd(0.5), { loss: 2.301, accuracy: 0.1124 }, 10)).not.toBeNull();
  });
});

describe('a network that learns', () => {
  test.each([
    ['a usual first epoch', { loss: 0.63, accuracy: 0.83 }, 10],
    ['a slow one', { loss: 2.1, accuracy: 0.45 }, 10],
    ['smoothed labels, whose loss stays high', { loss: 2.2, accuracy: 0.95 }, 10],
    ['even and odd', { loss: 0.66, accuracy: 0.61 }, 2],
    ['no loss at all', { loss: NaN, accuracy: 0.1 }, 10],
  ])('is not told so: %s', (_, epoch, classes) => {
    expect(guessing(sgd(0.5), epoch, classes)).toBeNull();
  });

  test('as soon as the loss is clearly below that of knowing nothing, whatever the classes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 62 }),
        fc.double({ min: 0, max: 0.89, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (classes, share, accuracy) =>
          guessing(sgd(0.5), { loss: share * Math.log(classes), accuracy }, classes) === null,
      ),
    );
  });
});
