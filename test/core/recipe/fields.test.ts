import { describe, expect, it } from 'vitest';
import { differingFields, recipeFields, unusualFields } from '../../../src/core/recipe/fields';
import { presets } from '../../../src/core/recipe/presets';
import { recipeSchema } from '../../../src/core/recipe/schema';

const usual = recipeSchema.parse({});

describe('the fields of a recipe', () => {
  it('say everything but its name', () => {
    const paths = recipeFields(usual).map(({ path }) => path);
    expect(paths).not.toContain('name');
    expect(new Set(paths).size).toBe(paths.length);
    const roots = new Set(paths.map((path) => path.split('.')[0]));
    expect([...roots, 'name'].sort()).toEqual(Object.keys(usual).sort());
  });

  it('show the layers in one line', () => {
    const recipe = recipeSchema.parse({
      network: { hidden: [{ units: 300 }, { units: 100, activation: 'tanh' }] },
    });
    expect(recipeFields(recipe).find(({ path }) => path === 'network.hidden')?.value).toBe(
      '300 relu, 100 tanh',
    );
  });

  it('are unusual where they are not the default', () => {
    expect(unusualFields(usual)).toEqual([]);
    const recipe = recipeSchema.parse({ name: 'Another', epochs: 3, validation: { count: 100 } });
    expect(unusualFields(recipe)).toEqual([
      { path: 'epochs', value: 3 },
      { path: 'validation.count', value: 100 },
      { path: 'validation.seed', value: recipe.validation!.seed },
    ]);
  });
});

describe('differences between recipes', () => {
  it('are none between a recipe and itself under another name', () => {
    expect(differingFields([usual, { ...usual, name: 'Another' }, usual])).toEqual([]);
  });

  it('stand side by side, also where one has no such field', () => {
    const adam = recipeSchema.parse({ optimizer: { type: 'adam', learningRate: 0.01 } });
    const fields = new Map(differingFields([usual, adam]).map((f) => [f.path, f.values]));
    expect(fields.get('optimizer.type')).toEqual(['sgd', 'adam']);
    expect(fields.get('optimizer.momentum')).toEqual([0.9, undefined]);
    expect(fields.get('optimizer.beta1')).toEqual([undefined, 0.9]);
    expect(fields.has('optimizer.learningRate')).toBe(false);
  });

  it('tell any two presets apart', () => {
    for (const [i, one] of presets.entries()) {
      for (const two of presets.slice(i + 1)) {
        expect(differingFields([one.recipe, two.recipe]), `${one.id}, ${two.id}`).not.toEqual([]);
      }
    }
  });
});
