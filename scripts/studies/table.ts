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
