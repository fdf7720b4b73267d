import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOnnx } from '../../src/core/onnx/read';
import { recipeSchema, type RecipeInput } from '../../src/core/recipe/schema';
import { card } from '../../src/jobs/card';
import { compare } from '../../src/jobs/compare';
import { JobControl } from '../../src/jobs/control';
import { evaluate } from '../../src/jobs/evaluate';
import { exportRun } from '../../src/jobs/export';
import type { JobHost } from '../../src/jobs/protocol';
import { train, type TrainResult } from '../../src/jobs/train';
import { Library } from '../../src/library/library';
import { newDataset } from '../support/datasets';
import { MNIST_FOLDER } from '../support/mnist';

type Finished = Extract<TrainResult, { outcome: 'finished' }>;

let host: JobHost;
let library: Library;
let dataset: string;
let run: Finished;
const given = newDataset(47);

const context = () => ({
  host,
  control: new JobControl(),
  emit: () => undefined,
  distortionThread: new URL('file:///nowhere'),
});
async function trained(input: RecipeInput): Promise<Finished> {
  const result = await train.run({ recipe: recipeSchema.parse(input) }, context());
  if (result.outcome !== 'finished') throw new Error('it was stopped');
  return result;
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-datasets-'));
  host = {
    library: folder,
    mnist: MNIST_FOLDER,
    models: resolve('resources/models'),
    app: '1.2.3',
  };
  library = await Library.open(folder, { role: 'worker' });
  dataset = library.datasets.add(given);
  run = await trained({ dataset, network: { hidden: [{ units: 16 }] }, epochs: 2 });
}, 120_000);
afterAll(() => {
  library.close();
  rmSync(host.library, { recursive: true });
});

test('a network learns a data set of 47 classes and is measured on its own test part', async () => {
  expect(run.evaluation.examples).toBe(50);
  expect(run.evaluation.confusion).toHaveLength(47 * 47);
  const { looks } = await evaluate.run({ model: { run: run.run } }, context());
  expect(looks).toBe(library.testLooks.count(dataset));
  expect(library.testLooks.count('mnist')).toBe(0);
});

test('its export is certified and carries the class names; the file is measured on the same data', async () => {
  const file = join(host.library, 'letters.onnx');
  const { blob } = await exportRun.run({ run: run.run, file }, context());
  const { metadata } = readOnnx(library.blobs.read(blob!), 'export');
  expect(metadata.class_names).toEqual(given.train.classNames);
  const ofFile = await evaluate.run({ model: { file } }, context());
  const ofRun = await evaluate.run({ model: { run: run.run } }, context());
  expect(ofFile.correct).toBe(ofRun.correct);
  const facts = await card.run({ model: { run: run.run } }, context());
  expect(facts.classNames).toEqual(given.train.classNames);
});

test('it can be gone on from on MNIST, with its own examples shown again', async () => {
  const further = await trained({
    network: { hidden: [{ units: 16 }] },
    subset: { type: 'first', count: 300 },
    epochs: 1,
    transfer: { from: { type: 'run', run: run.run }, head: 'extend', replay: 0.25 },
  });
  expect(library.runs.get(further.run).recipe.transfer?.base?.examples?.dataset).toBe(dataset);
  // 300 new examples and 100 old ones in mini-batches of 64.
  expect(library.runs.get(further.run).totalSteps).toBe(Math.ceil(400 / 64));
  await expect(
    compare.run({ models: [{ run: run.run }, { run: further.run }] }, context()),
  ).rejects.toThrow('measured on other data (Small letters; MNIST)');
});

test('without the data set the run says so in one sentence, and goes on when it is back', async () => {
  library.datasets.delete(dataset);
  const gone = /The data set “Small letters” of run .* is no longer in the library/;
  const measured = () => evaluate.run({ model: { run: run.run } }, context());
  await expect(measured()).rejects.toThrow(gone);
  await expect(exportRun.run({ run: run.run, file: null }, context())).rejects.toThrow(gone);
  await expect(train.run({ resume: run.run }, context())).rejects.toThrow(gone);
  await expect(trained({ dataset })).rejects.toThrow(`There is no data set ${dataset}`);
  library.datasets.undelete(dataset);
  expect((await measured()).correct).toBe(run.evaluation.correct);
});
