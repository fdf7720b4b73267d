export interface RocPoint {
  /** Of the digits, how many are called strange. */
  readonly falseAlarms: number;
  /** Of the strangers, how many are. */
  readonly found: number;
}

/** The ROC curve of a score that is larger for strangers, from (0, 0) to (1, 1), and the area under it. */
export function roc(
  digits: readonly number[],
  strangers: readonly number[],
): { curve: RocPoint[]; area: number } {
  const all = [
    ...digits.map((score) => ({ score, strange: false })),
    ...strangers.map((score) => ({ score, strange: true })),
  ].sort((a, b) => b.score - a.score);
  const curve: RocPoint[] = [{ falseAlarms: 0, found: 0 }];
  let alarms = 0;
  let found = 0;
  let area = 0;
  for (let i = 0; i < all.length;) {
    const { score } = all[i]!;
    const before = curve.at(-1)!;
    // Equal scores are one step: neither is before the other.
    for (; i < all.length && all[i]!.score === score; i++) {
      if (all[i]!.strange) found++;
      else alarms++;
    }
    const point = { falseAlarms: alarms / digits.length, found: found / strangers.length };
    area += ((point.falseAlarms - before.falseAlarms) * (point.found + before.found)) / 2;
    curve.push(point);
  }
  return { curve, area };
}

/** The score that so large a share of the values lies below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

export const shareAbove = (values: readonly number[], threshold: number): number =>
  values.filter((value) => value > threshold).length / values.length;
