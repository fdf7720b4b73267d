import { runName, type Run } from '../../core/metrics/run';
import type { Translate } from '../../messages';

/** A run's name; with its seed where another of them has the same. */
export function nameAmong(run: Run, runs: readonly Run[], t: Translate): string {
  const name = runName(run);
  const alone = runs.every((other) => other.id === run.id || runName(other) !== name);
  return alone ? name : `${name} · ${t('knobs:seed')} ${run.recipe.seed}`;
}
