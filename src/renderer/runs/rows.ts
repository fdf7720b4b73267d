import { runName, type Run, type RunStatus } from '../../core/metrics/run';
import { meanDeviation } from '../../core/metrics/mean-deviation';
import { groupBySeed } from '../../core/metrics/seed-groups';
import { unusualFields } from '../../core/recipe/fields';
import type { Recipe } from '../../core/recipe/schema';
import { columns, networkText, type ColumnId } from './columns';

export interface Sort {
  readonly column: ColumnId;
  readonly descending: boolean;
}

export interface RunFilter {
  /** Words that all have to be found in name, notes, tags or recipe. */
  readonly query: string;
  readonly status: RunStatus | 'all';
  /** '' shows runs with any tags and none. */
  readonly tag: string;
}

/** A line of the table: one run, or several that differ in their seeds only. */
export interface Row {
  readonly key: string;
  /** One at least. A group's are sorted as the table is. */
  readonly runs: readonly Run[];
  /** A run of the group above it. */
  readonly inGroup: boolean;
  /** Of a group: whether its runs are shown below it. */
  readonly open: boolean;
}

export const isGroup = ({ runs }: Row) => runs.length > 1;

/** Those of the runs that the filter lets through. */
export function filtered(runs: readonly Run[], { query, status, tag }: RunFilter): Run[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter(
    (run) =>
      (status === 'all' || run.status === status) &&
      (tag === '' || run.tags.includes(tag)) &&
      words.every((word) => run.id.startsWith(word) || searchText(run).includes(word)),
  );
}

/** Every tag there is, sorted. */
export function tagsOf(runs: readonly Run[]): string[] {
  return [...new Set(runs.flatMap(({ tags }) => tags))].sort();
}

/** Sorted lines, one a run. */
export function runRows(runs: readonly Run[], sort: Sort): Row[] {
  return sorted(runs, sort, (run) => columns[sort.column].by(run)).map((run) => rowOf(run, false));
}

/** Sorted lines, one a recipe, each followed by its runs where it is open. */
export function groupRows(runs: readonly Run[], sort: Sort, open: ReadonlySet<string>): Row[] {
  const { by } = columns[sort.column];
  const groups = groupBySeed(runs).map(({ key, runs }) => ({
    key,
    runs: sorted(runs, sort, by),
  }));
  return sorted(groups, sort, ({ runs }) => groupValue(runs, by)).flatMap(({ key, runs }) => {
    if (runs.length === 1) return [rowOf(runs[0]!, false)];
    const isOpen = open.has(key);
    const group: Row = { key, runs, inGroup: false, open: isOpen };
    return isOpen ? [group, ...runs.map((run) => rowOf(run, true))] : [group];
  });
}

const rowOf = (run: Run, inGroup: boolean): Row => ({
  key: run.id,
  runs: [run],
  inGroup,
  open: false,
});

type Value = string | number | null;

/** Of figures, their mean; of anything else, that of the first run. */
function groupValue(runs: readonly Run[], by: (run: Run) => Value): Value {
  const values = runs.map(by);
  const figures = values.filter((value) => typeof value === 'number');
  return figures.length === 0 ? values[0]! : meanDeviation(figures).mean;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** What has no value comes last either way; what is alike keeps its order. */
function sorted<T>(items: readonly T[], { descending }: Sort, by: (item: T) => Value): T[] {
  const isNone = (value: Value) => value === null || Number.isNaN(value);
  return items
    .map((item) => ({ item, value: by(item) }))
    .sort((a, b) => {
      if (isNone(a.value) || isNone(b.value))
        return Number(isNone(a.value)) - Number(isNone(b.value));
      const order =
        typeof a.value === 'number' && typeof b.value === 'number'
          ? a.value - b.value
          : collator.compare(String(a.value), String(b.value));
      return descending ? -order : order;
    })
    .map(({ item }) => item);
}

/** A recipe's own words: what of it is not as always. */
const recipeTexts = new WeakMap<Recipe, string>();
function searchText(run: Run): string {
  let recipe = recipeTexts.get(run.recipe);
  if (recipe === undefined) {
    const { optimizer } = run.recipe;
    const fields = unusualFields(run.recipe).map(({ path, value }) => `${path} ${value}`);
    recipe = [run.dataName, optimizer.type, networkText(run), ...fields].join('\n').toLowerCase();
    recipeTexts.set(run.recipe, recipe);
  }
  const own = [runName(run), run.recipe.name, run.notes, ...run.tags].join('\n');
  return `${own.toLowerCase()}\n${recipe}`;
}
