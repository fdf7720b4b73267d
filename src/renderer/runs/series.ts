import type { EpochMetrics, StepMetrics } from '../../core/metrics/types';

export type Quantity = 'loss' | 'accuracy';

/** A line of a chart: points in order of x. */
export interface Series {
  readonly label: string;
  /** Epochs, as a fraction. */
  readonly xs: readonly number[];
  /** NaN and null leave a gap. */
  readonly ys: readonly (number | null)[];
  readonly colour: string;
  /** CSS pixels. */
  readonly width: number;
  /** Lengths of strokes and gaps; none: one unbroken line. */
  readonly dash: readonly number[];
}
export type Points = Pick<Series, 'xs' | 'ys'>;

/** The mean of each interval, at the middle of its steps. */
export function intervalPoints(
  rows: readonly StepMetrics[],
  stepsPerEpoch: number,
  quantity: Quantity | 'learningRate' | 'gradientNorm',
): Points {
  return {
    xs: rows.map(({ step }, i) => (step + (rows[i - 1]?.step ?? 0)) / 2 / stepsPerEpoch),
    ys: rows.map((row) => finite(row[quantity])),
  };
}

/** The mean of each epoch's training, at the middle of the epoch, where a mean over it belongs. */
export function epochPoints(epochs: readonly EpochMetrics[], quantity: Quantity): Points {
  return {
    xs: epochs.map(({ epoch }) => epoch - 0.5),
    ys: epochs.map((epoch) => finite(epoch[quantity])),
  };
}

/** What was measured on the examples held back, at the epoch's end. Empty where nothing was. */
export function validationPoints(epochs: readonly EpochMetrics[], quantity: Quantity): Points {
  const measured = epochs.filter(({ validation }) => validation !== null);
  return {
    xs: measured.map(({ epoch }) => epoch),
    ys: measured.map(({ validation }) => finite(validation![quantity])),
  };
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** The value a share (0–1) of sorted values lies below. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/**
 * The range of the vertical axis. Loss: from 0; the few highest points (a first epoch is often an order above the rest) may leave
 * the chart at the top. Accuracy: up to 1, from a step of 5 % below nearly all.
 */
export function rangeOf(lines: readonly Points[], quantity: Quantity): [number, number] {
  const values = lines
    .flatMap(({ ys }) => ys)
    .filter((y) => y !== null)
    .sort((a, b) => a - b);
  if (values.length === 0) return [0, 1];
  if (quantity === 'loss') return [0, Math.max(0.01, 1.1 * quantile(values, 0.97))];
  return [Math.max(0, Math.floor(quantile(values, 0.03) * 20 - 0.5) / 20), 1];
}
