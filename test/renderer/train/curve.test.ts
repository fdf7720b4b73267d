import { describe, expect, test } from 'vitest';
import type { EpochMetrics, StepMetrics } from '../../../src/core/metrics/types';
import { curveColumns, curveRange } from '../../../src/renderer/train/curve';

const row = (step: number, loss: number): StepMetrics => ({
  step,
  examples: 64,
  loss,
  accuracy: 1 - loss / 4,
  learningRate: 0.01,
  gradientNorm: 1,
});
const epoch = (n: number, step: number, loss: number): EpochMetrics => ({
  epoch: n,
  step,
  loss,
  accuracy: 1 - loss / 4,
  validation: null,
  seconds: 1,
  finishedAt: 0,
});

describe('a curve', () => {
  test('has each mean at the middle of what it is the mean of', () => {
    const rows = [row(50, 2), row(100, 1), row(150, 0.5), row(200, 0.4)];
    const [x, interval, mean] = curveColumns(rows, [epoch(1, 100, 1.5)], 100, 'loss');
    expect(x).toEqual([0.25, 0.5, 0.75, 1.25, 1.75]);
    expect(interval).toEqual([2, null, 1, 0.5, 0.4]);
    expect(mean).toEqual([null, 1.5, null, null, null]);
  });

  test('its x never goes back', () => {
    const rows = Array.from({ length: 40 }, (_, i) => row((i + 1) * 47, 1));
    const epochs = [epoch(1, 938, 1), epoch(2, 1876, 1)];
    const [x] = curveColumns(rows, epochs, 938, 'accuracy');
    expect(x).toEqual([...x].sort((a, b) => a - b));
  });
});

describe('its vertical axis', () => {
  test('lets the first few losses leave the chart, so that the rest can be read', () => {
    const rows = [row(1, 2.3), ...Array.from({ length: 99 }, (_, i) => row(i + 2, 0.1))];
    const [low, high] = curveRange(curveColumns(rows, [], 50, 'loss'), 'loss');
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.11, 10);
  });

  test('holds the mean of every epoch', () => {
    const rows = Array.from({ length: 100 }, (_, i) => row(i + 1, 0.1));
    const columns = curveColumns(rows, [epoch(1, 50, 0.8)], 50, 'loss');
    expect(curveRange(columns, 'loss')[1]).toBeGreaterThan(0.8);
    expect(
      curveRange(curveColumns(rows, [epoch(1, 50, 2)], 50, 'accuracy'), 'accuracy')[0],
    ).toBeLessThan(0.5);
  });

  test('is there before the first point', () => {
    expect(curveRange([[], [], []], 'accuracy')).toEqual([0, 1]);
  });
});
