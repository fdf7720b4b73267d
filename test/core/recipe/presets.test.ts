import { describe, expect, it } from 'vitest';
import { networkSpecOf, parameterCount, totalSteps } from '../../../src/core/network/spec';
import { parseRecipeJson, recipeToJson } from '../../../src/core/recipe/parse';
import { presetById, presets } from '../../../src/core/recipe/presets';
import { createMessages, languages } from '../../../src/messages';

describe('the presets', () => {
  it('begin with the article’s recipe, exactly', () => {
    expect(presets[0]?.id).toBe('article');
    const recipe = presetById('article')!.recipe;
    expect(recipe.network).toMatchObject({
      hidden: [{ units: 128, activation: 'relu' }],
      initialization: 'pytorch',
    });
    expect(recipe.optimizer).toMatchObject({ type: 'sgd', learningRate: 0.01, momentum: 0.9 });
    expect(recipe).toMatchObject({ dataset: 'mnist', batchSize: 64, dropLast: false, epochs: 10 });
    expect(parameterCount(networkSpecOf(recipe, 10))).toBe(101_770);
    expect(totalSteps(recipe, 60_000)).toBe(9380);
  });

  it.each(presets.map((preset) => [preset.id, preset] as const))(
    '%s has an id of its own, a name and a sentence in every language, and is a file a person can write',
    (id, preset) => {
      expect(presets.filter((other) => other.id === id)).toEqual([preset]);
      for (const language of languages) {
        const { t } = createMessages(language);
        expect(t(`recipes:${preset.name}`)).not.toContain('.name');
        expect(t(`recipes:${preset.teaches}`)).toMatch(/[.。]$/);
      }
      expect(parseRecipeJson(recipeToJson(preset.recipe), id)).toEqual(preset.recipe);
    },
  );

  it('do not have what they do not have', () => {
    expect(presetById('article ')).toBeUndefined();
  });
});
