import { describe, expect, test } from 'vitest';
import { MNIST } from '../../src/core/data/dataset-info';
import type { Run, RunId } from '../../src/core/metrics/run';
import { recipeSchema } from '../../src/core/recipe/schema';
import {
  megabytesOf,
  repeats,
  secondsAtSpeed,
  secondsOfEarlierRun,
} from '../../src/main/estimates';
import { newRun } from '../library/support/deterministic-run';

const article = recipeSchema.parse({});

test('the article takes as long as its images at the measured speed', () => {
  expect(secondsAtSpeed(article, MNIST, 200_000)).toBeCloseTo((10 * 60_000) / 200_000);
});

test('a network with more weights takes longer in proportion', () => {
  const large = recipeSchema.parse({ network: { hidden: [{ units: 1000 }, { units: 500 }] } });
  const ratio = secondsAtSpeed(large, MNIST, 200_000) / secondsAtSpeed(article, MNIST, 200_000);
  expect(ratio).toBeCloseTo(1_290_510 / 101_770);
});

const run: Run = {
  ...newRun,
  id: 'r' as RunId,
  recipe: recipeSchema.parse({ seed: 5, epochs: 4 }),
  title: null,
  notes: '',
  tags: [],
  status: 'finished',
  createdAt: 0,
  step: 120,
  epoch: 4,
  trainSeconds: 2,
  trainLoss: 0.1,
  trainAccuracy: 0.97,
  validationAccuracy: null,
  testAccuracy: 0.97,
  error: null,
};

test('an earlier run that did the same work says it better, whatever its seed and length', () => {
  expect(secondsOfEarlierRun(article, [run], 'a processor', 1)).toBeCloseTo(5);
});

test.each<[string, Run, string, number]>([
  ['on another processor', run, 'another', 1],
  ['with other threads', run, 'a processor', 2],
  ['that did not finish', { ...run, status: 'stopped' }, 'a processor', 1],
  [
    'with another batch size',
    { ...run, recipe: { ...run.recipe, batchSize: 32 } },
    'a processor',
    1,
  ],
])('one %s says nothing', (_which, earlier, cpu, threads) => {
  expect(secondsOfEarlierRun(article, [earlier], cpu, threads)).toBeNull();
});

test('a recipe with few labels takes little, and a pretraining on all images takes its share', () => {
  const few = { subset: { type: 'stratified', count: 1000 } } as const;
  expect(secondsAtSpeed(recipeSchema.parse(few), MNIST, 200_000)).toBeCloseTo(10_000 / 200_000);
  const pretrained = recipeSchema.parse({ ...few, pretraining: { epochs: 5 } });
  // 784 → 128 → 784
  const autoencoder = 785 * 128 + 129 * 784;
  expect(secondsAtSpeed(pretrained, MNIST, 200_000)).toBeCloseTo(
    10_000 / 200_000 + (5 * 60_000 * autoencoder) / 101_770 / 200_000,
  );
});

test('a run without a pretraining says nothing about one with it', () => {
  const pretrained = recipeSchema.parse({ epochs: 4, pretraining: {} });
  expect(secondsOfEarlierRun(pretrained, [run], run.environment.cpu, 1)).toBeNull();
});

test('memory is what was measured, and more for what a recipe has beyond the article’s', () => {
  expect(megabytesOf(article, MNIST, 500)).toBe(500);
  expect(megabytesOf(recipeSchema.parse({ network: { hidden: [{ units: 8 }] } }), MNIST, 500)).toBe(
    500,
  );
  const large = recipeSchema.parse({
    network: { hidden: [2500, 2000, 1500, 1000, 500].map((units) => ({ units })) },
    optimizer: { type: 'adam' },
  });
  // 11,972,510 weights in eight copies of four bytes.
  const weights = (11_972_510 * 8 * 4 - 101_770 * 7 * 4) / 1e6;
  expect(megabytesOf(large, MNIST, 500)).toBeGreaterThan(500 + weights);
  expect(megabytesOf(large, MNIST, 500)).toBeLessThan(500 + weights + 20);
});

describe('a finished run is repeated to the bit', () => {
  const here = { cpu: 'a processor', threads: 1, app: run.environment.app };
  const again = { ...run.recipe, name: 'Again' };

  test('by its recipe and seed, whatever the name', () => {
    expect(repeats(again, run, here)).toBe(true);
  });
  test.each([
    ['another seed', { ...again, seed: 6 }, here],
    ['another recipe', { ...again, l2: 0.1 }, here],
    ['another processor', again, { ...here, cpu: 'another' }],
    ['other threads', again, { ...here, threads: 2 }],
    ['another version of the program', again, { ...here, app: '9.9.9' }],
  ])('but not with %s', (_what, recipe, where) => {
    expect(repeats(recipe, run, where)).toBe(false);
  });
});
