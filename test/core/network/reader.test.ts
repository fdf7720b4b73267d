import fc from 'fast-check';
import { expect, test } from 'vitest';
import { softmax } from '../../../src/core/metrics/softmax';
import { activate, upToLastHidden } from '../../../src/core/network/last-hidden';
import { NetworkReader } from '../../../src/core/network/reader';
import { forward, preprocess } from '../../../src/core/network/reference';
import { exportOnnx } from '../../../src/core/onnx/export';
import { OnnxModel } from '../../../src/inference/onnx-model';
import { anyNetwork, mnistPixels, runMetadata, trainedByPyTorch } from '../../support/networks';
import { largestDifference } from '../../support/numbers';

const images = mnistPixels('t10k', 50);
const image = (n: number) => images.subarray(784 * n, 784 * (n + 1));

test('gives what the reference pass gives, whatever the network', () => {
  fc.assert(
    fc.property(anyNetwork, fc.nat({ max: 49 }), (network, n) => {
      const { logits, features } = new NetworkReader(network).read(image(n));
      const { spec, layers, preprocessing } = network;
      const pass = forward(spec, layers, preprocess(image(n), preprocessing));
      expect(largestDifference(logits, pass.logits)).toBeLessThan(1e-9);
      if (spec.hidden.length === 0) expect(features).toBeNull();
      else expect(largestDifference(features!, pass.inputs.at(-1)!)).toBeLessThan(1e-9);
    }),
    { numRuns: 40 },
  );
});

test('agrees with ONNX Runtime to 1e-5, so that live and settled bars never contradict each other', async () => {
  for (const name of ['seed-recipe']) {
    const { network } = trainedByPyTorch(name);
    const model = await OnnxModel.fromBytes(exportOnnx(network, runMetadata), name);
    const reader = new NetworkReader(network);
    const { probabilities } = await model.read(images);
    const own = Float32Array.from({ length: 500 }, (_, i) => {
      const k = i % 10;
      return reader.read(image((i - k) / 10)).probabilities[k]!;
    });
    expect(largestDifference(own, probabilities)).toBeLessThan(1e-5);
    await model.release();
  }
});

test('the network up to its last hidden layer gives, activated, what that layer gives', () => {
  fc.assert(
    fc.property(anyNetwork, fc.nat({ max: 49 }), (network, n) => {
      const part = upToLastHidden(network);
      if (part === null) {
        expect(network.spec.hidden).toHaveLength(0);
        return;
      }
      const sums = Float32Array.from(new NetworkReader(part).read(image(n)).logits);
      const { features } = new NetworkReader(network).read(image(n));
      expect(largestDifference(activate(network, sums), features!)).toBeLessThan(1e-5);
    }),
    { numRuns: 30 },
  );
});

test('softmax of the logits are the probabilities', () => {
  const { network } = trainedByPyTorch('seed-recipe');
  const { logits, probabilities } = new NetworkReader(network).read(image(3));
  expect(largestDifference(probabilities, softmax(logits, 10))).toBeLessThan(1e-7);
});
