import { describe, expect, it } from 'vitest';
import { softmax } from '../../../src/core/metrics/softmax';
import {
  backward,
  crossEntropy,
  crossEntropyGradient,
  forward,
  preprocess,
  targets,
} from '../../../src/core/network/reference';
import { referenceOptimizer } from '../../../src/core/network/reference-optimizers';
import { penalty, penaltyGradient } from '../../../src/core/network/reference-penalties';
import { ARTICLE_PREPROCESSING, PIXELS, type NetworkSpec } from '../../../src/core/network/types';
import { readCase, type ReferenceCase } from '../../parity/case';
import { caseFiles } from '../../parity/parity';
import { mnist } from '../../support/mnist';

const { images, labels } = mnist.train;

/** PyTorch trains in float32: a hundred steps leave sums of some hundred terms about 10⁻⁶ apart. */
const TOLERANCE = 2e-5;

/** The inputs [N, 784] of the training images of these indices. */
function inputsOf(indices: readonly number[]): Float64Array {
  const pixels = new Uint8Array(indices.length * PIXELS);
  indices.forEach((index, n) => {
    pixels.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), n * PIXELS);
  });
  return preprocess(pixels, ARTICLE_PREPROCESSING);
}

function worst(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  expect(ours.length).toBe(theirs.length);
  let most = 0;
  for (let i = 0; i < ours.length; i++) most = Math.max(most, Math.abs(ours[i]! - theirs[i]!));
  return most;
}

/** Trains the case again with the reference network; every number in float64. */
function train(reference: ReferenceCase) {
  const { activation, optimizer, frozenLayers, labelMap, l1, l2 } = reference;
  const spec: NetworkSpec = {
    inputs: reference.layers[0]!,
    hidden: reference.layers.slice(1, -1).map((units) => ({ units, activation })),
    classes: reference.layers.at(-1)!,
  };
  const initial = new Map(reference.initial.map(({ name, values }) => [name, values]));
  const layers = Array.from({ length: spec.hidden.length + 1 }, (_, l) => ({
    weights: Float64Array.from(initial.get(`layer${l}.weight`)!),
    bias: Float64Array.from(initial.get(`layer${l}.bias`)!),
    trains: !frozenLayers.includes(l),
  }));
  const optimizers = layers.map(({ weights, bias }) => ({
    weights: referenceOptimizer(optimizer, weights),
    bias: referenceOptimizer(optimizer, bias),
  }));
  const classOf = (index: number) => {
    const label = labels[index]!;
    return labelMap === undefined ? label : (labelMap as Record<number, number>)[label]!;
  };

  const losses: number[] = [];
  const lossesWithPenalty: number[] = [];
  reference.batches.forEach((batch, step) => {
    const target = targets(Uint8Array.from(batch, classOf), spec.classes, reference.labelSmoothing);
    const pass = forward(spec, layers, inputsOf(batch));
    const loss = crossEntropy(pass.logits, target, spec.classes);
    const outputGradient = crossEntropyGradient(pass.logits, target, spec.classes);
    const gradients = backward(spec, layers, pass, outputGradient).layers;
    let total = loss;
    const rate = reference.schedule?.[step] ?? optimizer.learningRate;
    layers.forEach(({ weights, trains }, l) => {
      if (!trains) return;
      total += penalty(weights, { l1, l2 });
      const pull = penaltyGradient(weights, { l1, l2 });
      optimizers[l]!.weights(
        gradients[l]!.weights.map((g, i) => g + pull[i]!),
        rate,
      );
      optimizers[l]!.bias(gradients[l]!.bias, rate);
    });
    losses.push(loss);
    lossesWithPenalty.push(total);
  });
  return { spec, layers, losses, lossesWithPenalty };
}

describe('the reference network, trained from the same weights on the same batches', () => {
  it.each(caseFiles('test/fixtures/reference').map((file) => readCase(file)))(
    'follows PyTorch: $name',
    (reference) => {
      const { spec, layers, losses, lossesWithPenalty } = train(reference);
      expect(worst(losses, reference.loss)).toBeLessThan(TOLERANCE);
      expect(worst(lossesWithPenalty, reference.lossWithPenalty)).toBeLessThan(TOLERANCE);
      for (const { name, values } of reference.final) {
        const [layer, kind] = name.split('.') as [string, 'weight' | 'bias'];
        const numbers = layers[Number(layer.slice('layer'.length))]!;
        expect(worst(kind === 'weight' ? numbers.weights : numbers.bias, values)).toBeLessThan(
          TOLERANCE,
        );
      }
      const first16 = inputsOf(Array.from({ length: 16 }, (_, i) => i));
      const probabilities = softmax(forward(spec, layers, first16).logits, spec.classes);
      expect(worst(probabilities, reference.probabilitiesOfFirst16.flat())).toBeLessThan(TOLERANCE);
    },
  );
});
