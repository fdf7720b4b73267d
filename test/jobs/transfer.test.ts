import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ModelProtoSchema } from 'onnx-buf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIGITS } from '../../src/core/data/dataset';
import { labelMaps } from '../../src/core/data/label-map';
import { weightsOf } from '../../src/core/metrics/checkpoint';
import type { RunId } from '../../src/core/metrics/run';
import type { Tensor } from '../../src/core/network/safetensors';
import { withPreprocessing } from '../../src/core/network/transfer';
import { ARTICLE_PREPROCESSING } from '../../src/core/network/types';
import { exportOnnx } from '../../src/core/onnx/export';
import { importOnnx, inputScalings } from '../../src/core/onnx/import';
import { readOnnx } from '../../src/core/onnx/read';
import { presetById } from '../../src/core/recipe/presets';
import { recipeSchema, type RecipeInput } from '../../src/core/recipe/schema';
import { OnnxModel } from '../../src/inference/onnx-model';
import { JobControl } from '../../src/jobs/control';
import { evaluate } from '../../src/jobs/evaluate';
import { exportRun } from '../../src/jobs/export';
import { networkLogits } from '../../src/jobs/network-logits';
import type { TrainResult } from '../../src/jobs/train';
import { toOnnx, trainedRun } from '../../src/jobs/trained-run';
import { readBase, startOf, withBase } from '../../src/jobs/transfer-base';
import { weightTensors } from '../../src/training/weights';
import { firstOf, mnist } from '../support/mnist';
import { runMetadata, trainedByPyTorch } from '../support/networks';
import { largestDifference } from '../support/numbers';
import { distortionThread, openTrainingJobs, type TrainingJobs } from '../support/training-jobs';

type Finished = Extract<TrainResult, { outcome: 'finished' }>;

let jobs: TrainingJobs;
/** A run that knows 0 to 4. */
let digits04: Finished;

beforeAll(async () => {
  jobs = await openTrainingJobs('transfer');
  digits04 = await trained({
    network: { hidden: [{ units: 24 }] },
    labelMap: labels('0-4'),
    subset: { type: 'stratified', count: 2000 },
    optimizer: { type: 'adam', learningRate: 0.003 },
    epochs: 3,
  });
}, 120_000);
afterAll(() => {
  jobs.remove();
});

function labels(name: keyof typeof labelMaps) {
  const { map, classNames } = labelMaps[name];
  return { map: [...map], classNames: [...classNames] };
}

async function trained(input: RecipeInput): Promise<Finished> {
  const result = await jobs.start({ recipe: recipeSchema.parse(input) });
  if (result.outcome !== 'finished') throw new Error('it was stopped');
  return result;
}

/** Stops at the first progress after its start, then goes on to its end. */
async function trainedWithAStop(input: RecipeInput): Promise<Finished> {
  const stopped = await jobs.start({ recipe: recipeSchema.parse(input) }, (event, control) => {
    if (event.type === 'progress' && event.step > 0) control.set('stop');
  });
  expect(stopped).toMatchObject({ outcome: 'stopped' });
  const result = await jobs.start({ resume: stopped.run });
  if (result.outcome !== 'finished') throw new Error('it was stopped again');
  return result;
}

/** 5 to 9 on top of what the first run knows. */
const more = (transfer: object = {}): RecipeInput => ({
  transfer: {
    from: { type: 'run', run: digits04.run },
    freeze: [0],
    head: 'extend',
    ...transfer,
  },
  labelMap: labels('5-9'),
  subset: { type: 'perClass', count: 60 },
  optimizer: { type: 'adam', learningRate: 0.003 },
  batchSize: 16,
  epochs: 5,
});

const bits = (tensors: readonly Tensor[], layer: number) =>
  tensors
    .filter(({ name }) => name.startsWith(`layer${layer}.`))
    .map(({ name, values }) => [name, Buffer.from(values.slice().buffer).toString('base64')]);
const weights = (run: RunId) => weightsOf(jobs.library.checkpoints.latest(run)!.checkpoint.tensors);

describe('from 0–4 to 5–9', () => {
  test('an extended head knows all ten; what is frozen keeps its bits, the rest moves', async () => {
    const result = await trained(more());
    const { network } = trainedRun(jobs.library, result.run);
    expect(network.classNames).toEqual(DIGITS);
    expect(result.recipe.network.hidden).toEqual(digits04.recipe.network.hidden);
    const [base, now] = [weights(digits04.run), weights(result.run)];
    expect(bits(now, 0)).toEqual(bits(base, 0));
    expect(bits(now, 1)).not.toEqual(bits(base, 1));

    const { oldTask, newTask } = result.transfer!;
    expect(oldTask.before).toBe(digits04.evaluation.accuracy);
    expect(newTask.before).toBeLessThan(0.2);
    expect(newTask.after).toBeGreaterThan(0.4);
    // The run's own figure is over all that it can tell apart.
    expect(result.evaluation.examples).toBe(10_000);
    const right = oldTask.after! * 5139 + newTask.after! * 4861;
    expect(right).toBeCloseTo(result.evaluation.correct, 6);
  });

  test('old digits shown again keep the old task better than none', async () => {
    const without = await trained(more({ freeze: [] }));
    const shown = await trained(more({ freeze: [], replay: 0.5 }));
    expect(shown.transfer!.oldTask.after).toBeGreaterThan(without.transfer!.oldTask.after! + 0.05);
    expect(shown.transfer!.newTask.after).toBeGreaterThan(0.5);
    // 300 new ones and as many old ones, 16 a step.
    expect(shown.epochs[0]!.step).toBe(38);
    expect(without.epochs[0]!.step).toBe(19);
  });

  test('evaluation, export and its certificate agree with the training', async () => {
    const result = await trained(more({ replay: 0.3 }));
    const context = {
      host: jobs.host,
      control: new JobControl(),
      distortionThread,
      emit: () => undefined,
    };
    const { accuracy } = await evaluate.run({ model: { run: result.run } }, context);
    expect(accuracy).toBe(result.evaluation.accuracy);
    const file = join(jobs.folder, 'all.onnx');
    const { certificate } = await exportRun.run({ run: result.run, file }, context);
    expect(certificate.examples).toBe(10_000);
    const model = await OnnxModel.load(file);
    expect(model.classNames).toEqual(DIGITS);
    await model.release();
    // And from there on to the next: all ten are its old task.
    const next = await trained({
      ...more({ from: { type: 'file', path: file }, head: 'keep', replay: 0 }),
      epochs: 1,
    });
    expect(next.transfer).toMatchObject({ scaling: null, oldTask: { before: accuracy } });
    // Where it lay is not told to whoever gets the file of the next.
    const bytes = toOnnx(trainedRun(jobs.library, next.run), '1.2.3', null);
    expect(readOnnx(bytes, 'next').metadata.recipe?.transfer?.from).toEqual({
      type: 'file',
      path: 'all.onnx',
    });
  });

  test('a new head knows its own classes alone, and a kept one refuses others', async () => {
    const result = await trained(more({ head: 'new' }));
    expect(trainedRun(jobs.library, result.run).network.classNames).toEqual([
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
    expect(result.transfer).toMatchObject({
      oldTask: { before: digits04.evaluation.accuracy, after: null },
    });
    expect(result.evaluation.examples).toBe(4861);
    await expect(trained(more({ head: 'keep' }))).rejects.toThrow(
      'The network to start from tells apart 0, 1, 2, 3, 4, and not 5, 6, 7, 8, 9',
    );
  });

  test('a run can be named by the beginning of its id', async () => {
    const short = digits04.run.slice(0, -1);
    const result = await trained({ ...more({ from: { type: 'run', run: short } }), epochs: 1 });
    expect(result.recipe.transfer!.from).toMatchObject({ run: digits04.run });
  });

  test('an epoch’s weights can be where it starts', async () => {
    const [first] = jobs.library.checkpoints.weights(digits04.run);
    const from = { type: 'run', run: digits04.run, epoch: 1 } as const;
    const base = await readBase(from, 'mnist', jobs.library, jobs.host);
    const last = await readBase({ ...from, epoch: null }, 'mnist', jobs.library, jobs.host);
    expect(first!.epoch).toBe(1);
    expect(base.found.sha256).not.toBe(last.found.sha256);
    await expect(readBase({ ...from, epoch: 9 }, 'mnist', jobs.library, jobs.host)).rejects.toThrow(
      /The weights of epoch 9 of run .* are not kept; kept are those of 1, 2, 3\./,
    );
  });
});

describe('a training that was stopped', () => {
  test('comes to the same bits', async () => {
    const input = { ...more({ freeze: [], replay: 0.4 }), dropout: { input: 0.1 } };
    const whole = await trained(input);
    const resumed = await trainedWithAStop(input);
    expect(jobs.library.fingerprint(resumed.run)).toEqual(jobs.library.fingerprint(whole.run));
    expect(resumed.transfer).toEqual(whole.transfer);
  });

  test('before its first checkpoint reads its base again', async () => {
    const whole = await trained(more());
    const base = await readBase(
      { type: 'run', run: digits04.run, epoch: null },
      'mnist',
      jobs.library,
      jobs.host,
    );
    const recipe = withBase(recipeSchema.parse(more()), base);
    expect(recipe).toEqual(whole.recipe);
    const writer = jobs.library.startRun({ ...jobs.library.runs.get(whole.run), recipe });
    writer.stop();
    const resumed = await jobs.start({ resume: writer.run });
    expect(jobs.library.fingerprint(resumed.run)).toEqual(jobs.library.fingerprint(whole.run));
  });

  test('and whose base is another one by now says so', async () => {
    const path = join(jobs.folder, 'changing.onnx');
    const { network } = trainedByPyTorch('seed-recipe');
    writeFileSync(path, exportOnnx(network, runMetadata));
    const input = recipeSchema.parse({ ...more(), transfer: { from: { type: 'file', path } } });
    const recipe = withBase(
      input,
      await readBase(input.transfer!.from, 'mnist', jobs.library, jobs.host),
    );
    const before = jobs.library.runs.get(digits04.run);
    const writer = jobs.library.startRun({ ...before, recipe, totalSteps: 95 });
    writer.stop();
    const layers = network.layers.map(({ weights, bias }) => ({
      weights,
      bias: bias.map((b) => -b),
    }));
    writeFileSync(path, exportOnnx({ ...network, layers }, runMetadata));
    await expect(jobs.start({ resume: writer.run })).rejects.toThrow('is no longer the one it was');
  });
});

describe('from a file', () => {
  const { images } = firstOf(mnist.test, 500);

  test('of ours: the logits before training are those of ONNX Runtime', async () => {
    const from = { type: 'shipped', id: 'article' } as const;
    const base = await readBase(from, 'mnist', jobs.library, jobs.host);
    const recipe = withBase(
      recipeSchema.parse({ transfer: { from, head: 'keep', replay: 0.2 } }),
      base,
    );
    const model = await OnnxModel.load(join(jobs.host.models, 'article.onnx'));
    const { logits } = await model.read(images);
    await model.release();
    const started = await networkLogits(startOf(recipe, base, DIGITS), images);
    expect(largestDifference(started, logits)).toBeLessThan(1e-4);
    // It says what it was trained on.
    expect(base.found.examples).toMatchObject({ subset: { type: 'all' }, seed: 1 });
  });

  test('of ours: the preset that starts from it learns even and odd from ten examples', async () => {
    const { recipe } = presetById('fiveEach')!;
    const result = await jobs.start({ recipe });
    if (result.outcome !== 'finished') throw new Error('it was stopped');
    expect(trainedRun(jobs.library, result.run).network.classNames).toEqual(['even', 'odd']);
    expect(result.evaluation.accuracy).toBeGreaterThan(0.55);
    expect(result.transfer!.oldTask.before).toBeGreaterThan(0.97);
  });

  test('of ours: the preset that goes on from 0 to 4 learns 5 to 9 and forgets the old', async () => {
    const result = await trained(presetById('newDigits')!.recipe);
    expect(trainedRun(jobs.library, result.run).network.classNames).toEqual(DIGITS);
    const { oldTask, newTask } = result.transfer!;
    expect(oldTask.before).toBeGreaterThan(0.98);
    expect(newTask.after).toBeGreaterThan(0.85);
    expect(oldTask.after).toBeLessThan(0.1);
  });

  test('that comes with the app: another name is refused with those there are', async () => {
    const from = { type: 'shipped', id: '../article' } as const;
    await expect(readBase(from, 'mnist', jobs.library, jobs.host)).rejects.toThrow(
      /no network \.\.\/article .*article/,
    );
  });

  /** What another program would have written: the layers alone. */
  const foreign = (network: Parameters<typeof exportOnnx>[0]) => {
    const model = fromBinary(ModelProtoSchema, exportOnnx(network, runMetadata));
    model.metadataProps = [];
    return toBinary(ModelProtoSchema, model);
  };

  test.each(['signed', 'unit', 'standard'] as const)(
    'that does not scale its pixels: that it wants %s is found by trying',
    async (scaling) => {
      const { network } = trainedByPyTorch('seed-recipe');
      const wanted = withPreprocessing(network, inputScalings[scaling]);
      const path = join(jobs.folder, `${scaling}.onnx`);
      writeFileSync(path, foreign({ ...wanted, preprocessing: inputScalings.pixels }));
      const base = await readBase({ type: 'file', path }, 'mnist', jobs.library, jobs.host);
      expect(base.found).toMatchObject({ scaling, examples: null });
      expect(base.network.preprocessing).toEqual(ARTICLE_PREPROCESSING);
      const logits = await networkLogits(base.network, images);
      expect(largestDifference(logits, await networkLogits(network, images))).toBeLessThan(1e-3);
    },
  );

  test('that PyTorch wrote is trained on, and none of what it has seen can be shown again', async () => {
    const path = resolve('test/fixtures/onnx/torchscript-relu.onnx');
    const from = { type: 'file', path } as const;
    const result = await trained({ ...more({ from, freeze: [0, 1] }), epochs: 1 });
    const scaling = result.transfer!.scaling as keyof typeof inputScalings;
    const imported = withPreprocessing(
      importOnnx(new Uint8Array(readFileSync(path)), 'relu', inputScalings[scaling]),
      ARTICLE_PREPROCESSING,
    );
    const tensors = weightTensors(imported.layers);
    expect(bits(weights(result.run), 0)).toEqual(bits(tensors, 0));
    expect(bits(weights(result.run), 1)).toEqual(bits(tensors, 1));
    expect(trainedRun(jobs.library, result.run).network.classNames).toEqual([
      '0',
      '1',
      '2',
      '3',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
    await expect(trained(more({ from, freeze: [], replay: 0.2 }))).rejects.toThrow(
      'It is not known what the network to start from was trained on',
    );
  });
});
