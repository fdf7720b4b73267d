import { expect, test } from 'vitest';
import { chooseExamples } from '../../../src/core/data/choose';
import { trainedExamples } from '../../../src/core/data/expected';
import { namedLabelMap } from '../../../src/core/data/tasks';
import { recipeSchema, type RecipeInput } from '../../../src/core/recipe/schema';

// Ten labels, a hundred of each.
const labels = Uint8Array.from({ length: 1000 }, (_, i) => i % 10);
const classNames = Array.from({ length: 10 }, (_, digit) => String(digit));
const data = { images: new Uint8Array(1000 * 784), labels, classNames };

test.each<[string, RecipeInput]>([
  ['everything', {}],
  ['what validation leaves', { validation: { count: 100 } }],
  ['the first of them', { subset: { type: 'first', count: 77 } }],
  ['some of each class', { validation: { count: 100 }, subset: { type: 'perClass', count: 5 } }],
  [
    'some of each mapped class',
    {
      labelMap: { map: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], classNames: ['even', 'odd'] },
      subset: { type: 'perClass', count: 5 },
    },
  ],
  [
    'the labels that are kept',
    { labelMap: { map: [0, 1, 2, 3, 4, null, null, null, null, null] } },
  ],
])('counts %s as a training will', (_what, input) => {
  const recipe = recipeSchema.parse(input);
  const { train } = chooseExamples(
    data,
    { ...recipe, labelMap: namedLabelMap(recipe.labelMap, classNames) },
    recipe.seed,
  );
  expect(trainedExamples(recipe, 1000, 10)).toBe(train.indices.length);
});

test('old examples shown again are their share of the whole', () => {
  const transfer = { from: { type: 'shipped' as const, id: 'a' }, head: 'keep' as const };
  const recipe = recipeSchema.parse({ transfer: { ...transfer, replay: 0.5 } });
  expect(trainedExamples(recipe, 1000, 10)).toBe(2000);
});

test('imitations are counted, and the new examples as often as they are shown beside them', () => {
  const transfer = { from: { type: 'shipped' as const, id: 'a' }, head: 'keep' as const };
  const recipe = recipeSchema.parse({ transfer: { ...transfer, imitate: 1000 } });
  expect(trainedExamples(recipe, 50, 10)).toBe(50 * 2 + 1000);
});
