import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimalRecipe } from '../../../src/core/recipe/minimal';
import { presetById, presets } from '../../../src/core/recipe/presets';
import { presetOf } from '../../../src/core/recipe/preset-of';
import { recipeSchema } from '../../../src/core/recipe/schema';

const someRecipe = fc
  .record(
    {
      name: fc.constantFrom('A', 'B'),
      network: fc.record({
        hidden: fc.array(
          fc.record({
            units: fc.integer({ min: 1, max: 200 }),
            activation: fc.constantFrom('relu' as const, 'tanh' as const),
          }),
          { maxLength: 3 },
        ),
      }),
      optimizer: fc.constantFrom(
        { type: 'sgd' as const },
        { type: 'sgd' as const, momentum: 0.9 },
        { type: 'adam' as const, beta1: 0.8 },
        { type: 'rmsprop' as const },
      ),
      schedule: fc.constantFrom(
        { type: 'constant' as const, warmupEpochs: 1 },
        { type: 'cosine' as const },
      ),
      batchSize: fc.constantFrom(64, 128),
      dropout: fc.constantFrom({}, { input: 0.2 }),
      validation: fc.constantFrom(null, {}, { count: 5000 }, { seed: 3 }),
      subset: fc.constantFrom({ type: 'all' as const }, { type: 'perClass' as const, count: 5 }),
      clipNorm: fc.constantFrom(null, 1),
    },
    { requiredKeys: [] },
  )
  .map((input) => recipeSchema.parse(input));

describe('what of a recipe differs from the defaults', () => {
  it('gives the whole recipe again, and no field of it could be left out', () => {
    fc.assert(
      fc.property(someRecipe, (recipe) => {
        const minimal = minimalRecipe(recipe);
        expect(recipeSchema.parse(minimal)).toEqual(recipe);
        for (const key of Object.keys(minimal)) {
          const without = { ...minimal, [key]: undefined };
          expect(recipeSchema.parse(without)).not.toEqual(recipe);
        }
      }),
    );
  });

  it('is little of a preset', () => {
    expect(minimalRecipe(presetById('article')!.recipe)).toEqual({ name: 'The article’s network' });
    expect(minimalRecipe(presetById('overfit')!.recipe)).toMatchObject({
      network: { hidden: [{ units: 512 }] },
      subset: { type: 'stratified', count: 300 },
      validation: {},
    });
  });
});

describe('a preset', () => {
  it('is known again under another name and seed, and not with another knob', () => {
    for (const preset of presets) {
      const { recipe } = preset;
      expect(presetOf({ ...recipe, name: 'Mine', seed: 99 })).toBe(preset);
      expect(presetOf({ ...recipe, epochs: recipe.epochs + 1 })).toBeNull();
    }
  });
});
