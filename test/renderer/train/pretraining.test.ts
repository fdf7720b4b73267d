import { expect, test } from 'vitest';
import type { PretrainingEpoch, PretrainingMetrics } from '../../../src/core/metrics/types';
import { PretrainingState } from '../../../src/renderer/train/pretraining.svelte';
import { recipeSchema } from '../../../src/core/recipe/schema';
import { learningRateOf, progressOf } from '../../../src/renderer/train/progress';
import { settle, TestBridge } from '../support/bridge';
import { run, runId } from '../support/runs';

const row = (step: number): PretrainingMetrics => ({
  step,
  examples: 128,
  loss: 1 / step,
  learningRate: 0.001,
  gradientNorm: 1,
});
const epoch = (step: number): PretrainingEpoch => ({
  epoch: step / 20,
  step,
  loss: 1 / step,
  seconds: 1,
  finishedAt: 0,
});

test('the curve of a pretraining grows by what is new, and another run’s takes its place', async () => {
  const recorded: Record<string, { rows: PretrainingMetrics[]; epochs: PretrainingEpoch[] }> = {
    a: { rows: [row(10)], epochs: [] },
    b: { rows: [row(5)], epochs: [] },
  };
  const bridge = new TestBridge({
    'run.pretraining': ({ run, since }) => ({
      rows: recorded[run]!.rows.filter(({ step }) => step > since),
      epochs: recorded[run]!.epochs,
    }),
  });
  const shown = new PretrainingState(bridge);
  const steps = () => shown.rows.map(({ step }) => step);
  shown.follow(runId('a'));
  await settle();
  recorded['a']!.rows.push(row(20));
  recorded['a']!.epochs.push(epoch(20));
  shown.follow(runId('a'));
  await settle();
  expect(steps()).toEqual([10, 20]);
  expect(shown.epochs).toEqual([epoch(20)]);
  expect(bridge.asked.map(({ args }) => args)).toEqual([
    { run: 'a', since: 0 },
    { run: 'a', since: 10 },
  ]);

  shown.follow(runId('b'));
  await settle();
  expect(steps()).toEqual([5]);
  expect(shown.epochs).toEqual([]);
});

test('the time left counts a step without labels as long as it takes', () => {
  const recipe = recipeSchema.parse({
    network: { hidden: [{ units: 100 }] },
    batchSize: 10,
    pretraining: { batchSize: 100 },
  });
  // 784-100-784 in batches of 100 against 784-100-10 in batches of 10.
  const cost = ((785 * 100 + 101 * 784) * 100) / ((785 * 100 + 101 * 10) * 10);
  const stage = { recipe, pretrainingSteps: 100, totalSteps: 300, trainSeconds: 5 };
  const inFirst = progressOf(run({ ...stage, step: 50 }), []);
  expect(inFirst.epochs).toBe(0);
  expect(inFirst.share).toBeCloseTo((50 * cost) / (100 * cost + 200));
  expect(inFirst.left).toBeCloseTo((5 * (50 * cost + 200)) / (50 * cost));
  // What took a part of the time were no digits with labels.
  expect(progressOf(run({ ...stage, step: 200 }), [{ examples: 1000 }]).speed).toBeNull();
});

test('the learning rate is that of the stage under way', () => {
  const recipe = recipeSchema.parse({
    optimizer: { type: 'sgd', learningRate: 0.05 },
    pretraining: { optimizer: { type: 'adam', learningRate: 0.002 } },
  });
  const stage = { recipe, pretrainingSteps: 100, totalSteps: 300 };
  const [first, second] = [run({ ...stage, step: 50 }), run({ ...stage, step: 150 })];
  const changes = [{ step: 40, learningRate: 0.001 }];
  expect([learningRateOf(first, []), learningRateOf(first, changes)]).toEqual([0.002, 0.001]);
  expect(learningRateOf(second, changes)).toBe(0.05);
  expect(learningRateOf(second, [...changes, { step: 120, learningRate: 0.01 }])).toBe(0.01);
});
