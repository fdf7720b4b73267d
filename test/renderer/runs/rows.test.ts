import { describe, expect, test } from 'vitest';
import type { RecipeInput } from '../../../src/core/recipe/schema';
import { recipeSchema } from '../../../src/core/recipe/schema';
import { columnIds, columns, type ColumnId } from '../../../src/renderer/runs/columns';
import { filtered, groupRows, runRows, tagsOf } from '../../../src/renderer/runs/rows';
import { run as runWith, runId } from '../support/runs';

const run = (id: string, recipe: RecipeInput, part: Parameters<typeof runWith>[0] = {}) =>
  runWith({ id: runId(id), recipe: recipeSchema.parse(recipe), ...part });
const all = { query: '', status: 'all', tag: '' } as const;

const runs = [
  run('a', { name: 'Wide', network: { hidden: [{ units: 800 }] } }, { testAccuracy: 0.98 }),
  run('b', { name: 'Small', seed: 2 }, { testAccuracy: 0.96, tags: ['paper', 'keep'] }),
  run('c', { name: 'Small', seed: 10 }, { testAccuracy: null, status: 'stopped' }),
  run(
    'd',
    { name: 'Adam', optimizer: { type: 'adam' } },
    { notes: 'Beautiful\ncurves', title: 'The 3rd' },
  ),
];
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id).join('');
const sortedBy = (column: ColumnId, descending = false) =>
  runRows(runs, { column, descending })
    .map(({ key }) => key)
    .join('');

describe('searching', () => {
  test.each([
    ['', 'abcd'],
    ['small', 'bc'],
    ['SMALL keep', 'b'],
    ['beautiful', 'd'],
    ['3rd', 'd'],
    // What a run's recipe is called is still found once it has a title.
    ['adam', 'd'],
    ['784-800-10', 'a'],
    ['800', 'a'],
    // Fields that every recipe has are not what one looks for.
    ['dropout', ''],
    ['mnist small', 'bc'],
    ['nowhere', ''],
  ])('%j finds %j', (query, expected) => {
    expect(ids(filtered(runs, { ...all, query }))).toBe(expected);
  });

  test('status and tag narrow it down', () => {
    expect(ids(filtered(runs, { ...all, status: 'stopped' }))).toBe('c');
    expect(ids(filtered(runs, { ...all, tag: 'paper' }))).toBe('b');
    expect(ids(filtered(runs, { ...all, tag: 'paper', status: 'stopped' }))).toBe('');
    expect(tagsOf(runs)).toEqual(['keep', 'paper']);
  });
});

describe('sorting', () => {
  test('figures go by size, and what is not known comes last either way', () => {
    expect(sortedBy('test')).toBe('bdac');
    expect(sortedBy('test', true)).toBe('adbc');
    expect(sortedBy('seed', true)[0]).toBe('c');
  });

  test('names go by letters and numbers', () => {
    expect(sortedBy('name')).toBe('bcda');
    const numbered = ['Run 10', 'Run 9'].map((name, i) => run(String(i), { name }));
    expect(runRows(numbered, { column: 'name', descending: false })[0]!.key).toBe('1');
  });

  test.each(columnIds)('by %s is the reverse the other way, and loses no run', (column) => {
    const known = runs.filter((r) => columns[column].by(r) !== null);
    const values = (descending: boolean) =>
      runRows(known, { column, descending }).map(({ runs: [r] }) => columns[column].by(r!));
    expect(values(true)).toEqual(values(false).reverse());
    expect(Array.from(sortedBy(column)).sort().join('')).toBe('abcd');
  });
});

describe('grouping', () => {
  const sort = { column: 'test', descending: true } as const;

  test('makes one line of the runs that differ in their seeds', () => {
    const rows = groupRows(runs, sort, new Set());
    expect(rows.map((row) => ids(row.runs))).toEqual(['a', 'd', 'bc']);
  });

  test('shows them below it once it is open', () => {
    const { key } = groupRows(runs, sort, new Set()).at(-1)!;
    const rows = groupRows(runs, sort, new Set([key]));
    expect(rows.map((row) => [ids(row.runs), row.inGroup, row.open])).toEqual([
      ['a', false, false],
      ['d', false, false],
      ['bc', false, true],
      ['b', true, false],
      ['c', true, false],
    ]);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });
});
