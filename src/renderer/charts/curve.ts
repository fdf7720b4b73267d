import { earlyStoppingStart, observeEpoch } from '../../core/metrics/early-stopping';
import type { Run } from '../../core/metrics/run';
import type { EpochMetrics, StepMetrics } from '../../core/metrics/types';
import type { Recipe } from '../../core/recipe/schema';

export type Quantity = 'loss' | 'accuracy' | 'learningRate' | 'gradientNorm';
export type Scale = 'linear' | 'log';

/** Points of one line: x in epochs, ascending; y null where it is not a number. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** What uPlot takes: one x axis for all series, y missing where a series has no point there. */
export type Columns = [x: number[], ...series: (number | null)[][]];

/** Steps a run has without labels before those with them, and steps of an epoch. */
export interface Cut {
  readonly before: number;
  readonly stepsPerEpoch: number;
}

/** How the training on labels is cut; a pretraining without them comes before it. */
export function cutOf({
  totalSteps,
  pretrainingSteps,
  recipe,
}: Pick<Run, 'totalSteps' | 'pretrainingSteps' | 'recipe'>): Cut {
  return {
    before: pretrainingSteps,
    stepsPerEpoch: (totalSteps - pretrainingSteps) / recipe.epochs,
  };
}

/** The epoch a step belongs to, from 1, and whether it is one with labels or one of the pretraining before them. `step` from 0. */
export function epochOf(
  run: Pick<Run, 'totalSteps' | 'pretrainingSteps' | 'recipe'>,
  step: number,
): { readonly epoch: number; readonly labels: boolean } {
  const { before, stepsPerEpoch } = cutOf(run);
  const { pretraining } = run.recipe;
  if (step >= before || pretraining === null) {
    return { epoch: Math.floor((step - before) / stepsPerEpoch) + 1, labels: true };
  }
  return { epoch: Math.floor((step * pretraining.epochs) / before) + 1, labels: false };
}

/** The x of each row: means stand in the middle of their steps, what holds for the last step at their end. */
function places(
  rows: readonly { readonly step: number }[],
  cut: Cut,
  place: 'middle' | 'end',
): number[] {
  let last = cut.before;
  return rows.map(({ step }) => {
    const at = place === 'end' ? step : (last + step) / 2;
    last = step;
    return (at - cut.before) / cut.stepsPerEpoch;
  });
}

const number = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** One value an interval of steps. */
export function intervalSeries<Q extends Quantity>(
  rows: readonly Pick<StepMetrics, 'step' | Q>[],
  cut: Cut,
  quantity: Q,
): Points {
  const isMean = quantity === 'loss' || quantity === 'accuracy';
  return {
    x: places(rows, cut, isMean ? 'middle' : 'end'),
    y: rows.map((row) => number(row[quantity])),
  };
}

/** The mean of each finished epoch. */
export function epochSeries<Q extends 'loss' | 'accuracy'>(
  epochs: readonly Pick<EpochMetrics, 'step' | Q>[],
  cut: Cut,
  quantity: Q,
): Points {
  return {
    x: places(epochs, cut, 'middle'),
    y: epochs.map((epoch) => number(epoch[quantity])),
  };
}

/** On the examples held back, measured at each epoch's end. Empty where nothing was held back. */
export function validationSeries(
  epochs: readonly EpochMetrics[],
  cut: Cut,
  quantity: 'loss' | 'accuracy',
): Points {
  const measured = epochs.filter(({ validation }) => validation !== null);
  return {
    x: places(measured, cut, 'end'),
    y: measured.map(({ validation }) => number(validation![quantity])),
  };
}

/** Series with x of their own, merged; points at the same x share a place. */
export function columnsOf(series: readonly Points[]): Columns {
  const x: number[] = [];
  const ys = series.map((): (number | null)[] => []);
  const at = series.map(() => 0);
  for (;;) {
    const next = Math.min(...series.map(({ x }, s) => x[at[s]!] ?? Infinity));
    if (next === Infinity) return [x, ...ys];
    x.push(next);
    series.forEach((one, s) => {
      const isHere = one.x[at[s]!] === next;
      ys[s]!.push(isHere ? (one.y[at[s]!] ?? null) : null);
      if (isHere) at[s]!++;
    });
  }
}

/** The value that a share (0–1) of the values lies below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const present = (values: readonly (number | null)[]) => values.filter((v) => v !== null);

/**
 * The range of the vertical axis. Linear: what is a loss, a rate or a norm from 0; a few first intervals are an order above all
 * that follows and may leave the chart at the top, so that the rest can be read. Accuracy: up to 1, from a step of 5 % below
 * nearly all. `columns` has the intervals first; the others are never cut off. Log: of logarithms, whole ones around all of them.
 */
export function curveRange(columns: Columns, quantity: Quantity, scale: Scale): [number, number] {
  const [, intervals = [], ...others] = columns;
  const kept = others.flatMap(present);
  const all = present(intervals);
  if (scale === 'log') return logRange([...all, ...kept]);
  const values = all.length > 0 ? all : kept;
  if (values.length === 0) return [0, 1];
  if (quantity === 'accuracy') {
    return [Math.max(0, Math.floor(Math.min(quantile(values, 0.03), ...kept) * 20 - 0.5) / 20), 1];
  }
  const least = quantity === 'loss' ? 0.05 : 0;
  const top = Math.max(
    quantity === 'learningRate' ? values.reduce((a, b) => Math.max(a, b)) : quantile(values, 0.97),
    ...kept,
  );
  return [0, Math.max(least, 1.1 * top) || 1];
}

function logRange(exponents: readonly number[]): [number, number] {
  if (exponents.length === 0) return [-1, 0];
  let [least, most] = [Infinity, -Infinity];
  for (const exponent of exponents) {
    least = Math.min(least, exponent);
    most = Math.max(most, exponent);
  }
  const low = Math.floor(least);
  return [low, Math.max(low + 1, Math.ceil(most))];
}

/** The same to be drawn on a logarithmic scale: exponents of ten; what is not above 0 has none. */
export function logColumns([x, ...ys]: Columns): Columns {
  const exponent = (value: number | null) =>
    value !== null && value > 0 ? Math.log10(value) : null;
  return [x, ...ys.map((y) => y.map(exponent))];
}

/** The epoch whose validation is best, by what early stopping watches, else by accuracy; null where nothing was held back. */
export function bestEpoch(
  epochs: readonly EpochMetrics[],
  { earlyStopping }: Pick<Recipe, 'earlyStopping'>,
): EpochMetrics | null {
  const settings = earlyStopping ?? {
    watch: 'accuracy' as const,
    patience: epochs.length + 1,
    minimumImprovement: 0,
  };
  let state = earlyStoppingStart;
  for (const { epoch, validation } of epochs) {
    if (validation !== null) state = observeEpoch(settings, state, epoch, validation).state;
  }
  return epochs.find(({ epoch }) => epoch === state.best?.epoch) ?? null;
}
