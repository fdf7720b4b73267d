import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../src/core/recipe/parse';

it('a recipe of before is not pretrained', () => {
  expect(parseRecipe({ epochs: 3 }, 'old.json').pretraining).toBeNull();
});

it('one that only says that it wants to be gets settings that work', () => {
  expect(parseRecipe({ pretraining: {} }, 'r.json').pretraining).toMatchObject({
    epochs: 10,
    corruption: 0.3,
    optimizer: { type: 'adam', learningRate: 0.001 },
    batchSize: 128,
  });
});

describe('what does not fit together is refused with what would', () => {
  const wide = Array.from({ length: 2 }, () => ({ units: 2400 }));
  const transfer = { from: { type: 'shipped', id: 'article' } };
  const cases: [object, string][] = [
    [{ network: { hidden: [] } }, 'pretraining trains hidden layers, and this network has none'],
    [{ transfer }, 'pretraining and transfer both say what the hidden layers start from'],
    [
      { network: { hidden: wide } },
      'the decoder it is pretrained with have 15291184 weights and biases together, and at most 12000000',
    ],
    [
      { pretraining: { corruption: 1 } },
      'pretraining.corruption must be a number of at least 0 and below 1, got 1',
    ],
    [
      { pretraining: { epochs: 0 } },
      'pretraining.epochs must be a whole number from 1 to 1000, got 0',
    ],
    [{ pretraining: { schedule: {} } }, 'pretraining.schedule'],
  ];
  it.each(cases)('%o', (given, sentence) => {
    expect(() => parseRecipe({ pretraining: {}, ...given }, 'r.json')).toThrow(sentence);
  });

  it('but wide layers may be trained on labels alone', () => {
    expect(parseRecipe({ network: { hidden: wide } }, 'r.json').pretraining).toBeNull();
  });
});
