/** Several measurements of the same thing, such as one recipe's accuracy with five seeds. */
export interface MeanDeviation {
  readonly count: number;
  readonly mean: number;
  /** √(Σ(x − mean)²/(count − 1)): the sample's estimate of how far single measurements scatter; null for a single one. */
  readonly deviation: number | null;
}

/** Mean and sample standard deviation of one value at least. */
export function meanDeviation(values: readonly number[]): MeanDeviation {
  const count = values.length;
  if (count === 0) throw new RangeError('there is no mean of nothing');
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: count === 1 ? null : Math.sqrt(squares / (count - 1)) };
}
