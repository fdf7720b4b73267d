import type { Recipe } from '../recipe/schema';
import { meanDeviation, type MeanDeviation } from './mean-deviation';
import type { Run } from './run';

/** Runs that differ in nothing but chance: the same recipe, but for its seed and name, on the same data. */
export interface SeedGroup<R> {
  /** The same for the same recipe and data. */
  readonly key: string;
  /** One at least, in the order they were given. */
  readonly runs: readonly R[];
}

type Grouped = Pick<Run, 'recipe' | 'dataSha256'>;

/** Every run in one group, groups in the order of their first run. */
export function groupBySeed<R extends Grouped>(runs: readonly R[]): SeedGroup<R>[] {
  const groups = new Map<string, R[]>();
  for (const run of runs) {
    const key = `${run.dataSha256}:${withoutSeed(run.recipe)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  return [...groups].map(([key, runs]) => ({ key, runs }));
}

/** Mean and deviation of what is known of a group's runs; null where nothing is. */
export function overSeeds<R>(
  runs: readonly R[],
  figure: (run: R) => number | null,
): MeanDeviation | null {
  const known = runs.map(figure).filter((value) => value !== null);
  return known.length === 0 ? null : meanDeviation(known);
}

/** The schema gives the fields of every recipe the same order. */
const texts = new WeakMap<Recipe, string>();
function withoutSeed(recipe: Recipe): string {
  let text = texts.get(recipe);
  if (text === undefined) {
    text = JSON.stringify({ ...recipe, name: '', seed: 0 });
    texts.set(recipe, text);
  }
  return text;
}
