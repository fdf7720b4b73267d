import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors';
import { parseRecipe, parseRecipeJson, recipeToJson } from '../../../src/core/recipe/parse';
import { recipeSchema, type RecipeInput } from '../../../src/core/recipe/schema';
import { createMessages } from '../../../src/messages';

const error = (given: unknown): UserError => {
  try {
    parseRecipe(given, 'recipe.json');
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown;
    throw thrown;
  }
  throw new Error('accepted');
};
const hidden = (layer: unknown) => ({ network: { hidden: [{ units: 9 }, layer] } });
const sgd = (fields: object) => ({ optimizer: { type: 'sgd', ...fields } });

describe('a recipe', () => {
  it('may leave out every field: then it is the article’s', () => {
    expect(parseRecipe({}, 'recipe.json')).toMatchObject({
      dataset: 'mnist',
      network: { hidden: [{ units: 128, activation: 'relu' }], initialization: 'pytorch' },
      optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0.9 },
      batchSize: 64,
      dropLast: false,
      epochs: 10,
    });
  });

  it.each<[unknown, string]>([
    [
      sgd({ learningRate: -0.01 }),
      'optimizer.learningRate must be a number above 0 and at most 10, got -0.01.',
    ],
    [
      sgd({ learningRate: 0 }),
      'optimizer.learningRate must be a number above 0 and at most 10, got 0.',
    ],
    [
      sgd({ learningRate: NaN }),
      'optimizer.learningRate must be a number above 0 and at most 10, got NaN.',
    ],
    [
      sgd({ learningRate: '0.1' }),
      'optimizer.learningRate must be a number above 0 and at most 10, got "0.1".',
    ],
    [sgd({ momentum: 1 }), 'optimizer.momentum must be a number of at least 0 and below 1, got 1.'],
    [{ batchSize: 0 }, 'batchSize must be a whole number from 1 to 4096, got 0.'],
    [{ batchSize: 2.5 }, 'batchSize must be a whole number from 1 to 4096, got 2.5.'],
    [{ batchSize: null }, 'batchSize must be a whole number from 1 to 4096, got null.'],
    [{ seed: 2 ** 31 }, 'seed must be a whole number from 0 to 2147483647, got 2147483648.'],
    [{ dropLast: 'no' }, 'dropLast must be true or false, got "no".'],
    [{ name: '  ' }, 'name must be a text of 1 to 80 characters, got "  ".'],
    [
      { name: 'n'.repeat(81) },
      `name must be a text of 1 to 80 characters, got "${'n'.repeat(58)}….`,
    ],
    [{ network: { hidden: {} } }, 'network.hidden must be a list of 0 to 6 entries, got {}.'],
    [
      { network: { hidden: new Array(7).fill({ units: 1 }) } },
      'network.hidden must be a list of 0 to 6 entries, got [{"units":1},{"units":1},{"units":1},{"units":1},{"units":1….',
    ],
    [{ network: 3 }, 'network must be a JSON object in braces, got 3.'],
    [
      hidden({ units: 5000 }),
      'network.hidden[1].units must be a whole number from 1 to 4096, got 5000.',
    ],
    [hidden({}), 'network.hidden[1].units is missing and has no default.'],
    [
      hidden({ units: 5, dropuot: 1 }),
      'there is no field network.hidden[1].dropuot; the fields there are units, activation',
    ],
    [{ optimizer: 'sgd' }, 'optimizer must be a JSON object in braces, got "sgd".'],
    [{ optimizer: { learningRate: 1 } }, 'optimizer.type is missing and has no default.'],
    [
      sgd({ momentun: 0.9 }),
      'there is no field optimizer.momentun; the fields there are type, learningRate, momentum',
    ],
    [
      { learningRate: 1 },
      'there is no field learningRate; the fields there are name, dataset, network, optimizer',
    ],
    [{ dataset: '' }, 'dataset must be a text of 1 to 64 characters, got "".'],
    [[], 'a recipe is a JSON object in braces, got [].'],
    [null, 'a recipe is a JSON object in braces, got null.'],
  ])(
    'is refused with the field, what was expected and what it was (case %#)',
    (given, sentence) => {
      expect(error(given).message).toContain(`recipe.json, problem 1 of 1: ${sentence}`);
    },
  );

  it.each([
    [
      hidden({ units: 5, activation: 'softplus' }),
      /network\.hidden\[1\]\.activation must be one of "relu".*, got "softplus"\.$/,
    ],
    [{ optimizer: { type: 'lion' } }, /optimizer\.type must be one of "sgd".*, got "lion"\.$/],
  ])('is refused with the names that are known (case %#)', (given, sentence) => {
    expect(error(given).message).toMatch(sentence);
  });

  it('is refused with the number of its problems, every unknown field counted', () => {
    const given = { epochs: 0, batchSize: 'x', one: 1, two: 2 };
    expect(error(given).message).toMatch(/^recipe\.json, problem 1 of 4: batchSize must be/);
  });

  it('is refused in Chinese too, with nothing left to fill in', () => {
    const messages = createMessages('zh-CN');
    const { code, params } = error(sgd({ learningRate: 20 }));
    expect(messages.error(code, params)).toBe(
      'recipe.json，问题 1/1：optimizer.learningRate 应大于 0 且不超过 10，实际是 20。',
    );
  });

  it('never fails otherwise, whatever it is given, and leaves nothing to fill in', () => {
    const fields = ['name', 'network', 'optimizer', 'hidden', 'type', 'units', 'epochs'];
    const key = fc.oneof(fc.constantFrom(...fields), fc.string());
    const anything = fc.object({ key, maxDepth: 4, withNullPrototype: true });
    fc.assert(
      fc.property(anything, (given) => {
        const parsed = recipeSchema.safeParse(given);
        if (!parsed.success) expect(error(given).message).not.toMatch(/{{[a-z]{3,7}}}/);
      }),
    );
  });
});

describe('a recipe’s file', () => {
  it('is read, with a byte order mark or without', () => {
    const text = '{ "epochs": 3 }';
    expect(parseRecipeJson(text, 'recipe.json').epochs).toBe(3);
    expect(parseRecipeJson(`\ufeff${text}`, 'recipe.json').epochs).toBe(3);
  });

  it('that is not JSON is refused with the place', () => {
    expect(() => parseRecipeJson('{ "epochs": 3, }', 'recipe.json')).toThrow(UserError);
    expect(() => parseRecipeJson('{ "epochs": 3, }', 'recipe.json')).toThrow(
      /^recipe\.json is not a recipe: it should be JSON, but .*position 15/,
    );
  });

  it('is the same text for the same recipe, in whatever order its fields were given', () => {
    const one: RecipeInput = {
      seed: 3,
      name: 'A',
      optimizer: { momentum: 0.5, learningRate: 0.1, type: 'sgd' },
      network: { initialization: 'pytorch', hidden: [{ activation: 'relu', units: 9 }] },
    };
    const two: RecipeInput = {
      network: { hidden: [{ units: 9, activation: 'relu' }], initialization: 'pytorch' },
      name: 'A',
      optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.5 },
      seed: 3,
    };
    const text = recipeToJson(parseRecipe(one, 'one'));
    expect(recipeToJson(parseRecipe(two, 'two'))).toBe(text);
    expect(
      recipeToJson(Object.fromEntries(Object.entries(parseRecipe(one, 'one')).reverse()) as never),
    ).toBe(text);
    expect(Object.keys(JSON.parse(text) as object)[0]).toBe('name');
  });

  it('gives back the recipe it was written from', () => {
    const recipe = fc.record({
      name: fc.stringMatching(/^[a-z]{1,80}$/),
      network: fc.record({
        // 1,300 units a layer, six times, are within what is trained.
        hidden: fc.array(fc.record({ units: fc.integer({ min: 1, max: 1300 }) }), { maxLength: 6 }),
      }),
      optimizer: fc.record({
        type: fc.constant('sgd' as const),
        learningRate: fc.double({ min: 1e-9, max: 10, noNaN: true }),
      }),
      batchSize: fc.integer({ min: 1, max: 4096 }),
      seed: fc.nat(2 ** 31 - 1),
    });
    fc.assert(
      fc.property(recipe, (input) => {
        const parsed = parseRecipe(input, 'recipe');
        expect(parseRecipeJson(recipeToJson(parsed), 'recipe')).toEqual(parsed);
      }),
    );
  });
});
