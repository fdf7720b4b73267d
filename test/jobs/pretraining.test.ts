import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelCard } from '../../src/core/card/card';
import { recipeSchema } from '../../src/core/recipe/schema';
import { card } from '../../src/jobs/card';
import { JobControl } from '../../src/jobs/control';
import { exportRun } from '../../src/jobs/export';
import type { TrainEvent } from '../../src/jobs/train';
import { createMessages } from '../../src/messages';
import { distortionThread, openTrainingJobs, type TrainingJobs } from '../support/training-jobs';

// All of MNIST's images but those held back: 55 steps an epoch; then 500 examples in batches of 50.
const recipe = recipeSchema.parse({
  network: { hidden: [{ units: 24, activation: 'sigmoid' }] },
  optimizer: { type: 'adam', learningRate: 0.01 },
  batchSize: 50,
  epochs: 8,
  subset: { type: 'stratified', count: 500 },
  validation: { count: 5000 },
  pretraining: { epochs: 2, batchSize: 1000, optimizer: { type: 'adam', learningRate: 0.01 } },
});

let jobs: TrainingJobs;
beforeAll(async () => {
  jobs = await openTrainingJobs('pretraining');
});
afterAll(() => {
  jobs.remove();
});

test('a run is pretrained on all but what is held back, keeps both curves, and goes on after a stop to the same bits', async () => {
  const events: TrainEvent[] = [];
  const whole = await jobs.start({ recipe }, (event) => events.push(event));
  expect(events[0]).toMatchObject({
    type: 'started',
    unlabelled: 55_000,
    examples: 500,
    pretrainingSteps: 110,
    totalSteps: 190,
  });
  expect(whole).toMatchObject({ outcome: 'finished', recipe: { pretraining: { epochs: 2 } } });
  expect(jobs.library.runs.get(whole.run)).toMatchObject({
    step: 190,
    totalSteps: 190,
    pretrainingSteps: 110,
    epoch: 8,
  });
  const steps = (rows: readonly { step: number }[]) => rows.map(({ step }) => step);
  expect(steps(jobs.library.pretraining.epochs(whole.run))).toEqual([55, 110]);
  expect(steps(jobs.library.metrics.epochs(whole.run))).toEqual([
    120, 130, 140, 150, 160, 170, 180, 190,
  ]);
  expect(steps(jobs.library.pretraining.since(whole.run, 0)).at(-1)).toBe(110);

  const stopped = await jobs.start({ recipe }, (event, control) => {
    if (event.type === 'pretraining' && event.step > 0) control.set('stop');
  });
  expect(stopped).toMatchObject({ outcome: 'stopped', totalSteps: 190 });
  const at = jobs.library.runs.get(stopped.run);
  expect(at.step).toBeGreaterThan(0);
  expect(at.step).toBeLessThan(110);
  expect(at).toMatchObject({ status: 'stopped', epoch: 0, trainLoss: null, trainAccuracy: null });
  const { checkpoint } = jobs.library.checkpoints.latest(stopped.run)!;
  expect(checkpoint).toMatchObject({ step: at.step, pretraining: 1 });

  // No classes yet, so nothing to export.
  const exporting = exportRun.run(
    { run: stopped.run, file: null },
    { host: jobs.host, control: new JobControl(), distortionThread, emit: () => undefined },
  );
  await expect(exporting).rejects.toThrow('has not seen a label yet');

  const resumed = await jobs.start({ resume: stopped.run });
  expect(resumed.outcome).toBe('finished');
  expect(jobs.library.fingerprint(resumed.run)).toEqual(jobs.library.fingerprint(whole.run));
}, 120_000);

test('a model card says what came before the labels', async () => {
  const [run] = jobs.library.runs.list();
  const facts = await card.run(
    { model: { run: run!.id } },
    { host: jobs.host, control: new JobControl(), distortionThread, emit: () => undefined },
  );
  for (const [language, sentence] of [
    ['en', 'pretrained without labels, as half of a denoising autoencoder'],
    ['zh-CN', '无标签预训练：2 轮，每批 1,000 张，略去 30 % 的像素'],
  ] as const) {
    expect(modelCard(facts, createMessages(language), (...words) => words.join(' '))).toContain(
      sentence,
    );
  }
}, 60_000);

test('one that comes apart while it is pretrained says so, with the rate of that stage', async () => {
  const wild = recipeSchema.parse({
    ...recipe,
    pretraining: { ...recipe.pretraining, optimizer: { type: 'adam', learningRate: 5 } },
  });
  await expect(jobs.start({ recipe: wild })).rejects.toThrow(
    /while it was pretrained without labels, .* rate of pretraining was 5; try 0\.5\./,
  );
  expect(jobs.library.runs.list()[0]).toMatchObject({
    status: 'failed',
    error: { code: 'training.reconstructionDiverged' },
  });
}, 60_000);
