import { meanDeviation } from '../../src/core/metrics/mean-deviation';

/** A Markdown table: the first column to the left, the others to the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Shares 0–1 of several seeds as '97.21 ± 0.14 %': mean and sample deviation. */
export function spreadText(shares: readonly number[]): string {
  const { mean, deviation } = meanDeviation(shares);
  const percent = (share: number) => (share * 100).toFixed(2);
  return deviation === null ? `${percent(mean)} %` : `${percent(mean)} ± ${percent(deviation)} %`;
}

/** Differences of shares as '+1.10 ± 0.74 points'. */
export function gainText(differences: readonly number[]): string {
  const { mean, deviation } = meanDeviation(differences);
  const points = (mean * 100).toFixed(2);
  const around = deviation === null ? '' : ` ± ${(deviation * 100).toFixed(2)}`;
  return `${mean < 0 ? points.replace('-', '−') : `+${points}`}${around} points`;
}

/** Whether paired differences are 'better' or 'worse' than nothing by more than twice the standard error of their mean. */
export function verdictOn(differences: readonly number[]): 'better' | 'worse' | 'undecided' {
  const { mean, deviation, count } = meanDeviation(differences);
  const error = (deviation ?? Infinity) / Math.sqrt(count);
  if (mean > 2 * error) return 'better';
  return mean < -2 * error ? 'worse' : 'undecided';
}
