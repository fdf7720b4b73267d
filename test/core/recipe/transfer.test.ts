import { describe, expect, it } from 'vitest';
import { tasksOf } from '../../../src/core/data/tasks';
import { DIGITS } from '../../../src/core/data/dataset';
import { parseRecipe } from '../../../src/core/recipe/parse';
import type { RecipeInput } from '../../../src/core/recipe/schema';

const from = { type: 'shipped', id: 'article' } as const;
const base = {
  sha256: 'a'.repeat(64),
  classNames: ['0', '1', '2', '3', '4'],
  scaling: null,
  labels: [0, 1, 2, 3, 4, null, null, null, null, null],
  examples: null,
};
const nines = { map: [null, null, null, null, null, 0, 1, 2, 3, 4] };

it('a recipe of before starts from random weights', () => {
  expect(parseRecipe({ epochs: 3 }, 'old.json').transfer).toBeNull();
});

describe('what does not fit together is refused with what would', () => {
  const cases: [object, string][] = [
    [{ transfer: {} }, 'transfer.from is missing'],
    [
      { transfer: { from: { type: 'web' } } },
      'transfer.from.type must be one of "run", "shipped", "file", got "web"',
    ],
    [{ transfer: { from, head: 'old' } }, 'transfer.head must be one of "keep", "new", "extend"'],
    [{ transfer: { from, replay: 1 } }, 'transfer.replay must be a number from 0 to 0.9, got 1'],
    [{ transfer: { from, replay: 0.5 } }, 'transfer.replay shows examples of the old'],
    [{ transfer: { from, imitate: 5 } }, 'transfer.imitate shows examples of the old'],
    [{ transfer: { from, base, freeze: [2] } }, 'transfer.freeze[0] names layer 2, but the last'],
    [{ transfer: { from, base, freeze: [0, 1] } }, 'transfer.freeze freezes every layer'],
  ];
  it.each(cases)('%o', (given, sentence) => {
    expect(() => parseRecipe(given, 'r.json')).toThrow(sentence);
  });

  it('but layers only once it is known how many the base has', () => {
    expect(parseRecipe({ transfer: { from, freeze: [0, 3] } }, 'r').transfer?.freeze).toEqual([
      0, 3,
    ]);
  });
});

describe('the classes of a network', () => {
  const tasks = (input: RecipeInput) => tasksOf(parseRecipe(input, 'r'), DIGITS);

  it('are its own with a new head', () => {
    expect(tasks({ labelMap: nines, transfer: { from, base } })).toEqual({
      classNames: ['5', '6', '7', '8', '9'],
      fresh: nines.map,
      old: null,
      all: nines.map,
    });
  });

  it('are the base’s and then those it lacks, told apart by name', () => {
    expect(tasks({ labelMap: nines, transfer: { from, base, head: 'extend' } })).toEqual({
      classNames: DIGITS,
      fresh: [null, null, null, null, null, 5, 6, 7, 8, 9],
      old: base.labels,
      all: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    });
  });

  it('are found by name where the order is another', () => {
    const labelMap = { map: [1, 0, null, null, null, null, null, null, null, null] };
    const { classNames, fresh, all } = tasks({ labelMap, transfer: { from, base, head: 'keep' } });
    expect(classNames).toEqual(base.classNames);
    expect(fresh.slice(0, 3)).toEqual([0, 1, null]);
    expect(all).toEqual(base.labels);
  });
});
