import { describe, expect, test } from 'vitest';
import type { EpochMetrics, StepMetrics } from '../../../src/core/metrics/types';
import { recipeSchema } from '../../../src/core/recipe/schema';
import {
  bestEpoch,
  columnsOf,
  curveRange,
  epochOf,
  epochSeries,
  intervalSeries,
  logColumns,
  validationSeries,
} from '../../../src/renderer/charts/curve';

const row = (step: number, loss: number): StepMetrics => ({
  step,
  examples: 64,
  loss,
  accuracy: 1 - loss / 4,
  learningRate: 0.01,
  gradientNorm: 1,
});
const epoch = (
  n: number,
  step: number,
  loss: number,
  validation: EpochMetrics['validation'] = null,
): EpochMetrics => ({
  epoch: n,
  step,
  loss,
  accuracy: 1 - loss / 4,
  validation,
  seconds: 1,
  finishedAt: 0,
});
const cut = (stepsPerEpoch: number) => ({ before: 0, stepsPerEpoch });
function columns(rows: StepMetrics[], epochs: EpochMetrics[], stepsPerEpoch: number) {
  const steps = cut(stepsPerEpoch);
  return columnsOf([intervalSeries(rows, steps, 'loss'), epochSeries(epochs, steps, 'loss')]);
}

describe('a curve', () => {
  test('has each mean at the middle of what it is the mean of', () => {
    const rows = [row(50, 2), row(100, 1), row(150, 0.5), row(200, 0.4)];
    const [x, interval, mean] = columns(rows, [epoch(1, 100, 1.5)], 100);
    expect(x).toEqual([0.25, 0.5, 0.75, 1.25, 1.75]);
    expect(interval).toEqual([2, null, 1, 0.5, 0.4]);
    expect(mean).toEqual([null, 1.5, null, null, null]);
  });

  test('has what holds for a last step, and what was measured then, at the end', () => {
    expect(intervalSeries([row(50, 2), row(100, 1)], cut(100), 'learningRate').x).toEqual([0.5, 1]);
    const measured = [epoch(1, 100, 1, { loss: 0.7, accuracy: 0.8 }), epoch(2, 200, 1)];
    expect(validationSeries(measured, cut(100), 'accuracy')).toEqual({ x: [1], y: [0.8] });
  });

  test('its x never goes back', () => {
    const rows = Array.from({ length: 40 }, (_, i) => row((i + 1) * 47, 1));
    const [x, ...ys] = columns(rows, [epoch(1, 938, 1), epoch(2, 1876, 1)], 938);
    expect(x).toEqual([...x].sort((a, b) => a - b));
    expect(ys.map((y) => y.length)).toEqual([x.length, x.length]);
    expect(ys.map((y) => y.filter((value) => value !== null).length)).toEqual([40, 2]);
  });

  test('begins after the steps without labels', () => {
    const after = { before: 1000, stepsPerEpoch: 100 };
    expect(intervalSeries([row(1050, 2), row(1100, 1)], after, 'loss').x).toEqual([0.25, 0.75]);
  });

  test('has a gap where the loss was no number', () => {
    expect(intervalSeries([row(1, NaN), row(2, 1)], cut(10), 'loss').y).toEqual([null, 1]);
  });
});

describe('its vertical axis', () => {
  test('lets the first few losses leave the chart, so that the rest can be read', () => {
    const rows = [row(1, 2.3), ...Array.from({ length: 99 }, (_, i) => row(i + 2, 0.1))];
    const [low, high] = curveRange(columns(rows, [], 50), 'loss', 'linear');
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.11, 10);
  });

  test('holds the mean of every epoch', () => {
    const rows = Array.from({ length: 100 }, (_, i) => row(i + 1, 0.1));
    expect(curveRange(columns(rows, [epoch(1, 50, 0.8)], 50), 'loss', 'linear')[1]).toBeGreaterThan(
      0.8,
    );
    const accuracy = columnsOf([
      intervalSeries(rows, cut(50), 'accuracy'),
      epochSeries([epoch(1, 50, 2)], cut(50), 'accuracy'),
    ]);
    expect(curveRange(accuracy, 'accuracy', 'linear')[0]).toBeLessThan(0.5);
  });

  test('has whole powers of ten around all that is above 0, when it is logarithmic', () => {
    const rows = [row(1, 2.3), row(2, 0), row(3, 0.004)];
    const drawn = logColumns(columns(rows, [], 50));
    expect(drawn[1]).toEqual([Math.log10(2.3), null, Math.log10(0.004)]);
    expect(curveRange(drawn, 'loss', 'log')).toEqual([-3, 1]);
  });

  test('is there before the first point', () => {
    expect(curveRange([[], [], []], 'accuracy', 'linear')).toEqual([0, 1]);
    expect(curveRange([[], [], []], 'loss', 'log')).toEqual([-1, 0]);
  });
});

describe('the best epoch', () => {
  const measured = [
    epoch(1, 100, 1, { loss: 0.5, accuracy: 0.9 }),
    epoch(2, 200, 1, { loss: 0.4, accuracy: 0.95 }),
    epoch(3, 300, 1, { loss: 0.3, accuracy: 0.94 }),
  ];
  test('is the one with the best validation accuracy', () => {
    expect(bestEpoch(measured, { earlyStopping: null })?.epoch).toBe(2);
  });
  test('is what early stopping would keep, where it watches', () => {
    const earlyStopping = { watch: 'loss' as const, patience: 1, minimumImprovement: 0 };
    expect(bestEpoch(measured, { earlyStopping })?.epoch).toBe(3);
    expect(
      bestEpoch(measured, { earlyStopping: { ...earlyStopping, minimumImprovement: 0.15 } })?.epoch,
    ).toBe(3);
  });
  test('is not known where nothing was held back', () => {
    expect(bestEpoch([epoch(1, 100, 1)], { earlyStopping: null })).toBeNull();
  });
});

test('a step belongs to an epoch with labels, or to one of the pretraining before them', () => {
  const recipe = recipeSchema.parse({ epochs: 4, pretraining: { epochs: 2 } });
  const run = { recipe, pretrainingSteps: 10, totalSteps: 10 + 4 * 3 };
  const epochs = Array.from({ length: run.totalSteps }, (_, step) => epochOf(run, step));
  expect(epochs.map(({ epoch }) => epoch)).toEqual([
    ...[1, 1, 1, 1, 1, 2, 2, 2, 2, 2],
    ...[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4],
  ]);
  expect(epochs.findIndex(({ labels }) => labels)).toBe(10);
});
