import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labelMaps } from '../../src/core/data/label-map';
import { initialNetwork } from '../../src/core/network/initialization';
import { ARTICLE_PREPROCESSING } from '../../src/core/network/types';
import { exportOnnx } from '../../src/core/onnx/export';
import { recipeSchema, type RecipeInput } from '../../src/core/recipe/schema';
import { card } from '../../src/jobs/card';
import { JobControl } from '../../src/jobs/control';
import { evaluate } from '../../src/jobs/evaluate';
import { exportRun } from '../../src/jobs/export';
import { train } from '../../src/jobs/train';
import { MNIST_FOLDER } from '../support/mnist';
import { runMetadata } from '../support/networks';

let folder: string;
const contextOf = () => ({
  host: {
    library: join(folder, 'library'),
    mnist: MNIST_FOLDER,
    models: 'resources/models',
    app: '1.2.3',
  },
  control: new JobControl(),
  distortionThread: new URL('file:///none'),
  emit: () => undefined,
});
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkling-evaluate-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(['0-4', '5-9', 'even-odd'] as const)(
  'a network that knows %s is measured on those, from its file as from its run',
  async (name) => {
    const recipe = recipeSchema.parse({
      network: { hidden: [{ units: 16 }] },
      labelMap: structuredClone(labelMaps[name]) as RecipeInput['labelMap'],
      subset: { type: 'first', count: 2000 },
      epochs: 1,
    });
    const { run } = await train.run({ recipe }, contextOf());
    const file = join(folder, `${name}.onnx`);
    await exportRun.run({ run, file }, contextOf());
    const ofRun = await evaluate.run({ model: { run } }, contextOf());
    const ofFile = await evaluate.run({ model: { file } }, contextOf());
    const { looks } = ofRun;
    expect(ofFile).toMatchObject({ correct: ofRun.correct, looks: looks + 1 });
    expect(ofFile.confusion).toEqual(ofRun.confusion);
    expect(ofFile.examples).toBe({ '0-4': 5139, '5-9': 4861, 'even-odd': 10_000 }[name]);

    const facts = await card.run({ model: { file } }, contextOf());
    expect(facts.classNames).toEqual(labelMaps[name].classNames);
    expect(facts.test.evaluation).toMatchObject({ correct: ofRun.correct });
  },
);

/** A file whose recipe says nothing of the classes it has. */
function fileWith(classNames: readonly string[]): string {
  const spec = { inputs: 784, hidden: [], classes: classNames.length };
  const layers = initialNetwork(spec, 'pytorch', 1);
  const network = { spec, layers, preprocessing: ARTICLE_PREPROCESSING, classNames };
  const file = join(folder, 'other.onnx');
  writeFileSync(file, exportOnnx(network, runMetadata));
  return file;
}

test('the names of a file’s classes say which digits they are', async () => {
  const file = fileWith(['7', 'A', '1']);
  const { examples, confusion } = await evaluate.run({ model: { file } }, contextOf());
  // MNIST's test set has 1,028 sevens and 1,135 ones.
  expect(examples).toBe(1028 + 1135);
  const ofClass = [0, 1, 2].map((k) => confusion.slice(3 * k, 3 * k + 3).reduce((a, b) => a + b));
  expect(ofClass).toEqual([1028, 0, 1135]);
});

test('a file that knows none of the digits is refused with a sentence', async () => {
  const file = fileWith(['A', 'B', 'C']);
  await expect(evaluate.run({ model: { file } }, contextOf())).rejects.toThrow(
    /tells apart A, B, C, none of which is among the test set’s classes: 0, 1, 2/,
  );
});
