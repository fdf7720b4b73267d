import { expect, test } from 'vitest';
import { DIGITS } from '../../../src/core/data/dataset';
import { namedLabelMap } from '../../../src/core/data/tasks';
import { recipeSchema } from '../../../src/core/recipe/schema';
import {
  kindOf,
  kindsFor,
  labelMapOf,
  noLabel,
  suits,
  type LabelMap,
} from '../../../src/renderer/train/label-maps';

const letters = Array.from({ length: 47 }, (_, k) => `c${k}`);

test.each([[['yes', 'no']], [letters], [Array.from({ length: 62 }, (_, k) => String(k))]])(
  'classes of one’s own are offered for any data, and begin as a recipe that holds',
  (classNames) => {
    expect(kindsFor(classNames)).toEqual(['none', 'own']);
    const labelMap = labelMapOf('own', null, classNames.length);
    const recipe = recipeSchema.parse({ labelMap });
    expect(namedLabelMap(recipe.labelMap, classNames)?.classNames).toEqual(classNames);
    expect(recipeSchema.safeParse({ labelMap: { map: noLabel(classNames.length) } }).success).toBe(
      false,
    );
  },
);

test('classes that were chosen for digits do not stay with other data', () => {
  const evenOdd = labelMapOf('evenOdd', null, 10) as LabelMap;
  expect(suits(evenOdd, DIGITS)).toBe(true);
  expect(suits(evenOdd, letters.slice(0, 10))).toBe(false);
  const own: LabelMap = { map: [0, 1, 1, ...Array<null>(7).fill(null)], classNames: ['a', 'b'] };
  expect(kindOf(own)).toBe('own');
  expect(suits(own, letters.slice(0, 10))).toBe(true);
  expect(suits(own, letters)).toBe(false);
});
