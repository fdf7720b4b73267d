import { quantile, type Points } from '../charts/curve';

export type Quantity = 'loss' | 'accuracy';

/** A line of a chart. */
export interface Series extends Points {
  readonly label: string;
  readonly colour: string;
  /** CSS pixels. */
  readonly width: number;
  /** Lengths of strokes and gaps; none: one unbroken line. */
  readonly dash: readonly number[];
}

/**
 * The range of the vertical axis. Loss: from 0; the few highest points (a first epoch is often an order above the rest) may leave
 * the chart at the top. Accuracy: up to 1, from a step of 5 % below nearly all.
 */
export function rangeOf(lines: readonly Points[], quantity: Quantity): [number, number] {
  const values = lines.flatMap(({ y }) => y).filter((value) => value !== null);
  if (values.length === 0) return [0, 1];
  if (quantity === 'loss') return [0, Math.max(0.01, 1.1 * quantile(values, 0.97))];
  return [Math.max(0, Math.floor(quantile(values, 0.03) * 20 - 0.5) / 20), 1];
}
