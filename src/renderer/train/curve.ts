import type { EpochMetrics, StepMetrics } from '../../core/metrics/types';

/** Columns for a chart, one row an x: x in epochs; y may be missing. */
export type Columns = [x: number[], interval: (number | null)[], epoch: (number | null)[]];
export type Quantity = 'loss' | 'accuracy';

/** Step → epochs done, as a fraction. */
const epochsAt = (step: number, stepsPerEpoch: number) => step / stepsPerEpoch;

/**
 * Two lines over one x axis: the mean of each interval, at the middle of its steps, and the mean of each finished epoch, at
 * the middle of the epoch, where a mean over it belongs.
 */
export function curveColumns(
  rows: readonly StepMetrics[],
  epochs: readonly EpochMetrics[],
  stepsPerEpoch: number,
  quantity: Quantity,
): Columns {
  const points: { x: number; interval: number | null; epoch: number | null }[] = [];
  let before = 0;
  for (const row of rows) {
    const x = epochsAt((before + row.step) / 2, stepsPerEpoch);
    points.push({ x, interval: row[quantity], epoch: null });
    before = row.step;
  }
  before = 0;
  for (const epoch of epochs) {
    const x = epochsAt((before + epoch.step) / 2, stepsPerEpoch);
    points.push({ x, interval: null, epoch: epoch[quantity] });
    before = epoch.step;
  }
  points.sort((a, b) => a.x - b.x);
  return [points.map((p) => p.x), points.map((p) => p.interval), points.map((p) => p.epoch)];
}

/** The value that a share (0–1) of the values lies below. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const present = (values: readonly (number | null)[]) => values.filter((v) => v !== null);

/**
 * The range of the vertical axis. Loss: from 0; a few first intervals are an order above all that follows and may leave the
 * chart at the top, so that the rest can be read. Accuracy: up to 1, from a step of 5 % below nearly all.
 */
export function curveRange(columns: Columns, quantity: Quantity): [number, number] {
  const [intervals, epochs] = [present(columns[1]), present(columns[2])];
  const values = intervals.length > 0 ? intervals : epochs;
  if (values.length === 0) return [0, 1];
  // Every epoch's mean is in the chart, whatever the intervals do.
  if (quantity === 'loss') {
    return [0, Math.max(0.05, 1.1 * Math.max(quantile(values, 0.97), ...epochs))];
  }
  return [Math.max(0, Math.floor(Math.min(quantile(values, 0.03), ...epochs) * 20 - 0.5) / 20), 1];
}
