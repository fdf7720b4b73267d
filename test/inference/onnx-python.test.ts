import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activationNames } from '../../src/core/network/activations';
import { initialNetwork } from '../../src/core/network/initialization';
import { PIXELS, type Network } from '../../src/core/network/types';
import { exportOnnx } from '../../src/core/onnx/export';
import { OnnxModel } from '../../src/inference/onnx-model';
import { largestDifference } from '../support/numbers';
import { mnistPixels, runMetadata, trainedByPyTorch } from '../support/networks';

/** The Python with onnx and OpenCV that set-up prepares. */
const python =
  process.env['INKLING_PYTHON'] ??
  path.resolve('node_modules/.inkling', process.platform === 'win32' ? 'python.cmd' : 'python');
const script = path.join(import.meta.dirname, 'check_onnx.py');

/** What check_onnx.py prints; each output is [N, K]. */
interface Checked {
  opset: number;
  metadata: Record<string, string>;
  shapes: Record<string, (number | string)[]>;
  reference: Record<'probabilities' | 'logits', number[][]>;
  opencv: Record<'probabilities' | 'logits', number[][]>;
}

const article = trainedByPyTorch('seed-recipe').network;
/** Every activation there is, one layer each, and a number of classes that is not ten. */
const everyActivation: Network = (() => {
  const hidden = activationNames.map((activation, i) => ({ units: 33 + 7 * i, activation }));
  const spec = { inputs: PIXELS, hidden, classes: 3 };
  return {
    ...article,
    spec,
    layers: initialNetwork(spec, 'pytorch', 1),
    classNames: ['a', 'b', 'c'],
  };
})();
const perceptron: Network = (() => {
  const spec = { inputs: PIXELS, hidden: [], classes: 10 };
  return { ...article, spec, layers: initialNetwork(spec, 'pytorch', 2) };
})();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inkling-onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function runScript(bytes: Uint8Array, pixels: Uint8Array): Promise<Checked> {
  const model = path.join(folder, 'model.onnx');
  const images = path.join(folder, 'images');
  await writeFile(model, bytes);
  await writeFile(images, pixels);
  const { stdout } = await promisify(execFile)(python, [script, model, images], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as Checked;
}

describe.each([
  ["the article's network, trained", article],
  ['a network with every activation', everyActivation],
  ['a network without hidden layers', perceptron],
])("onnx's checker and OpenCV accept %s", (_name, network) => {
  const pixels = mnistPixels('t10k', 20);
  const bytes = exportOnnx(network, runMetadata);
  const classes = network.spec.classes;
  let running: Promise<Checked> | undefined;
  const check = () => (running ??= runScript(bytes, pixels));

  it('with the shapes that ONNX infers', async () => {
    const checked = await check();
    expect(checked.opset).toBeGreaterThanOrEqual(17);
    expect(checked.shapes).toMatchObject({
      pixels: ['N', 784],
      probabilities: ['N', classes],
      logits: ['N', classes],
    });
    network.spec.hidden.forEach(({ units }, i) => {
      expect(checked.shapes[`layer${i + 1}.input`]).toEqual(['N', units]);
    });
  });

  it('with metadata that any program can read', async () => {
    const checked = await check();
    expect(JSON.parse(checked.metadata['class_names']!)).toEqual(network.classNames);
    expect(JSON.parse(checked.metadata['recipe']!)).toEqual(runMetadata.recipe);
    expect(checked.metadata).toMatchObject({
      test_accuracy: '0.9765',
      training_data_sha256: 'ba'.repeat(32),
      app_version: '0.1.0',
      run_id: 'run-7',
    });
  });

  it.each(['probabilities', 'logits'] as const)(
    'and give the %s ONNX Runtime gives',
    async (output) => {
      const checked = await check();
      const model = await OnnxModel.fromBytes(bytes, 'model.onnx');
      const ours = (await model.read(pixels))[output];
      // float32, sums of up to 784 products in another order: a few 1e-6 of the largest logit.
      expect(largestDifference(checked.reference[output].flat(), ours)).toBeLessThan(2e-5);
      expect(largestDifference(checked.opencv[output].flat(), ours)).toBeLessThan(2e-5);
      await model.release();
    },
  );
});
