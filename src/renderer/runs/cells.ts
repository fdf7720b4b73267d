import { runName, type Run } from '../../core/metrics/run';
import type { MeanDeviation } from '../../core/metrics/mean-deviation';
import { overSeeds } from '../../core/metrics/seed-groups';
import type { Translate } from '../../messages';
import { duration, type Format } from '../format';
import { statusKeys } from '../train/status-keys';
import { networkText, type ColumnId } from './columns';
import { isGroup, type Row } from './rows';

export const NOTHING = '–';

/** What a cell says; tags are shown one by one and not by this. */
export function cellText(row: Row, column: ColumnId, t: Translate, format: Format): string {
  const { runs } = row;
  const [run] = runs as [Run];
  const percents = (figure: (run: Run) => number | null) =>
    percentOver(overSeeds(runs, figure), format);
  const mean = (figure: (run: Run) => number | null, text: (value: number) => string) => {
    const over = overSeeds(runs, figure);
    return over === null ? NOTHING : text(over.mean);
  };
  /** What all runs of the line have in common. */
  const common = (text: (run: Run) => string) => {
    const first = text(run);
    return runs.every((other) => text(other) === first) ? first : t('runs:several');
  };
  switch (column) {
    case 'name':
      return isGroup(row)
        ? t('runs:group', { name: runName(run), count: runs.length })
        : runName(run);
    case 'tags':
      return run.tags.join(', ');
    case 'status':
      return common(({ status }) => t(statusKeys[status]));
    case 'dataset':
      return run.dataName;
    case 'network':
      return networkText(run);
    case 'optimizer':
      return t(`runs:optimizer.${run.recipe.optimizer.type}`);
    case 'seed':
      return runs
        .map(({ recipe }) => recipe.seed)
        .sort((a, b) => a - b)
        .join(', ');
    case 'epochs':
      return common(({ epoch, recipe }) =>
        epoch === recipe.epochs
          ? format.integer(epoch)
          : `${format.integer(epoch)} / ${format.integer(recipe.epochs)}`,
      );
    case 'validation':
      return percents((run) => run.validationAccuracy);
    case 'test':
      return percents((run) => run.testAccuracy);
    case 'loss':
      return mean((run) => run.trainLoss, format.loss);
    case 'duration':
      return mean(
        (run) => run.trainSeconds,
        (seconds) => duration(t, seconds),
      );
    case 'date':
      return format.date(Math.max(...runs.map(({ createdAt }) => createdAt)));
    case 'machine':
      return common(({ environment }) => environment.cpu);
  }
}

/** '97.53 %', or '97.53 ± 0.12 %' over several. */
export function percentOver(over: MeanDeviation | null, format: Format): string {
  if (over === null) return NOTHING;
  if (over.deviation === null) return format.percent(over.mean, 2);
  return `${(100 * over.mean).toFixed(2)} ± ${format.percent(over.deviation, 2)}`;
}
