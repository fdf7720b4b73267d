import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activationNames } from '../../src/core/network/activations';
import { autoencoderOf } from '../../src/core/network/autoencoder';
import { initialNetwork } from '../../src/core/network/initialization';
import {
  backward,
  crossEntropy,
  crossEntropyGradient,
  forward,
  preprocess,
  targets,
} from '../../src/core/network/reference';
import type { NetworkSpec } from '../../src/core/network/types';
import { plain } from '../../src/training/graph/spec';
import { TrainingSession } from '../../src/training/session';
import { weightTensors } from '../../src/training/weights';
import { gradientKeeper as sgd, runSteps, type Batch } from './one-step';

const preprocessing = { scale: 2 / 255, offset: -1 };

/** Networks of 0 to 3 hidden layers, small enough to try many. */
const anySpec: fc.Arbitrary<NetworkSpec> = fc.record({
  inputs: fc.integer({ min: 1, max: 40 }),
  hidden: fc.array(
    fc.record({
      units: fc.integer({ min: 1, max: 24 }),
      activation: fc.constantFrom(...activationNames),
    }),
    { maxLength: 3 },
  ),
  classes: fc.integer({ min: 2, max: 12 }),
});

const anyCase = anySpec.chain((network) =>
  fc.integer({ min: 1, max: 9 }).chain((examples) =>
    fc.record({
      network: fc.constant(network),
      seed: fc.nat(1000),
      images: fc.uint8Array({
        minLength: examples * network.inputs,
        maxLength: examples * network.inputs,
      }),
      labels: fc.uint8Array({
        minLength: examples,
        maxLength: examples,
        max: network.classes - 1,
      }),
      labelSmoothing: fc.constantFrom(0, 0.1),
      l1: fc.constantFrom(0, 0.003),
      l2: fc.constantFrom(0, 0.02),
    }),
  ),
);

/** Largest difference as a share of the largest value: what float32 sums of a few dozen terms leave is some 1e-7. */
function relativeDifference(ours: ArrayLike<number>, reference: ArrayLike<number>): number {
  let difference = 0;
  let largest = 1e-3;
  for (let i = 0; i < reference.length; i++) {
    difference = Math.max(difference, Math.abs(ours[i]! - reference[i]!));
    largest = Math.max(largest, Math.abs(reference[i]!));
  }
  return difference / largest;
}

describe('a step of the graph', () => {
  test('has the loss and the gradients of the reference pass, to 1e-5', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyCase,
        async ({ network, seed, images, labels, labelSmoothing, l1, l2 }) => {
          const layers = initialNetwork(network, 'pytorch', seed);
          const pass = forward(network, layers, preprocess(images, preprocessing));
          const target = targets(labels, network.classes, labelSmoothing);
          const loss = crossEntropy(pass.logits, target, network.classes);
          const gradients = backward(
            network,
            layers,
            pass,
            crossEntropyGradient(pass.logits, target, network.classes),
          );
          const { reports, tensors } = await runSteps(
            { network, labelSmoothing, penalty: { l1, l2 } },
            layers,
            { images, labels },
            preprocessing,
          );
          expect(relativeDifference([reports[0]!.loss], [loss])).toBeLessThan(1e-5);
          let penalty = 0;
          gradients.layers.forEach((gradient, i) => {
            const { weights } = layers[i]!;
            const withPenalty = gradient.weights.map((value, j) => {
              const w = weights[j]!;
              penalty += l1 * Math.abs(w) + l2 * w * w;
              return value + l1 * Math.sign(w) + 2 * l2 * w;
            });
            const slot = (name: string) => tensors.get(`momentum/layer${i}.${name}`)!.values;
            expect(relativeDifference(slot('weight'), withPenalty)).toBeLessThan(1e-5);
            expect(relativeDifference(slot('bias'), gradient.bias)).toBeLessThan(1e-5);
          });
          expect(relativeDifference([reports[0]!.penalty], [penalty])).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 40 },
    );
  });
});

const network: NetworkSpec = {
  inputs: 30,
  hidden: [{ units: 8, activation: 'tanh' }],
  classes: 4,
};
const layers = initialNetwork(network, 'pytorch', 3);
const batch: Batch = {
  images: Uint8Array.from({ length: 6 * 30 }, (_, i) => (i * 37) % 256),
  labels: Uint8Array.from([0, 1, 2, 3, 1, 2]),
};
const run = (options: Omit<Parameters<typeof runSteps>[0], 'network'>) =>
  runSteps({ network, ...options }, layers, batch, preprocessing);
const norm = (tensors: Awaited<ReturnType<typeof run>>['tensors']) =>
  Math.sqrt(
    [...tensors.values()]
      .filter(({ name }) => name.startsWith('momentum/'))
      .flatMap(({ values }) => [...values])
      .reduce((sum, value) => sum + value * value, 0),
  );

describe('clipping', () => {
  test('reports the norm of the gradients and scales them to the limit', async () => {
    const free = await run({});
    expect(free.reports[0]!.gradientNorm).toBeCloseTo(norm(free.tensors), 5);
    const limit = norm(free.tensors) / 3;
    const tight = await run({ clipNorm: limit });
    expect(tight.reports[0]!.gradientNorm).toBeCloseTo(norm(free.tensors), 5);
    expect(norm(tight.tensors)).toBeCloseTo(limit, 5);
  });

  test('leaves gradients below the limit as they are', async () => {
    const free = await run({});
    const wide = await run({ clipNorm: 100 });
    expect(norm(wide.tensors)).toBeCloseTo(norm(free.tensors), 6);
  });
});

describe('the running average', () => {
  test('follows d · average + (1 − d) · w after every step, from the first weights', async () => {
    const decay = 0.7;
    const { tensors } = await run({ averageDecay: decay, steps: 5 });
    let average = [...layers[0]!.weights];
    for (let steps = 1; steps <= 5; steps++) {
      const w = (await run({ steps })).tensors.get('layer0.weight')!.values;
      average = average.map((value, i) => decay * value + (1 - decay) * w[i]!);
    }
    const ours = tensors.get('average/layer0.weight')!.values;
    expect(relativeDifference(ours, average)).toBeLessThan(1e-6);
  });
});

describe('dropout', () => {
  // One layer, one white image: a pixel's row of the gradient is zero where the pixel was dropped.
  const flat: NetworkSpec = { inputs: 784, hidden: [], classes: 10 };
  const white: Batch = { images: new Uint8Array(784).fill(255), labels: Uint8Array.from([3]) };
  const flatLayers = initialNetwork(flat, 'pytorch', 1);
  const droppedPixels = async (rate: number, seed: number, done: number) => {
    const options = { network: flat, dropout: [rate], seed, done };
    const { tensors } = await runSteps(options, flatLayers, white, preprocessing);
    const gradient = tensors.get('momentum/layer0.weight')!.values;
    return Array.from({ length: 784 }, (_, d) => gradient[d * 10 + 3] === 0);
  };
  const share = (mask: boolean[]) => mask.filter(Boolean).length / mask.length;

  test('drops about the share asked for', async () => {
    // 784 draws: the share has a standard deviation of 0.018 at most.
    expect(Math.abs(share(await droppedPixels(0.3, 1, 0)) - 0.3)).toBeLessThan(0.08);
    expect(Math.abs(share(await droppedPixels(0.6, 1, 0)) - 0.6)).toBeLessThan(0.08);
  });

  test('is the same for the same seed and step, another for any other', async () => {
    const mask = await droppedPixels(0.5, 1, 7);
    expect(await droppedPixels(0.5, 1, 7)).toEqual(mask);
    expect(await droppedPixels(0.5, 1, 8)).not.toEqual(mask);
    expect(await droppedPixels(0.5, 2, 7)).not.toEqual(mask);
  });

  test('is not applied when the network is asked for its answer', async () => {
    const answer = async (dropout: number[]) => {
      const spec = { ...plain, network, optimizer: sgd, batchSize: 6, dropout };
      const session = await TrainingSession.open(spec, 1);
      session.load(weightTensors(layers));
      const logits = session.logits(batch.images, preprocessing);
      session.dispose();
      return logits;
    };
    expect(await answer([0.5, 0.5])).toEqual(await answer([]));
  });
});

describe('a step of a denoising autoencoder', () => {
  /** Encoders of 1 to 3 layers, mirrored (up to six layers in a row, each with float32's rounding); one image, from whose gradient the corrupted pixels can be told. */
  const anyAutoencoder = fc.record({
    spec: fc
      .record({
        inputs: fc.integer({ min: 2, max: 40 }),
        hidden: fc.array(
          fc.record({
            units: fc.integer({ min: 1, max: 16 }),
            activation: fc.constantFrom(...activationNames),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      })
      .map(({ inputs, hidden }) => autoencoderOf({ inputs, hidden, classes: 10 })),
    seed: fc.nat(1000),
    corruption: fc.constantFrom(0, 0.3, 0.6),
  });

  test('has the error against the clean image and the gradients of the corrupted one, to 1e-4', async () => {
    await fc.assert(
      fc.asyncProperty(anyAutoencoder, async ({ spec, seed, corruption }) => {
        const layers = initialNetwork(spec, 'pytorch', seed);
        const images = Uint8Array.from({ length: spec.inputs }, (_, i) => (i * 91 + seed) % 256);
        const clean = preprocess(images, preprocessing);
        const { reports, tensors } = await runSteps(
          { network: spec, loss: 'reconstruction', dropout: [corruption], seed },
          layers,
          { images, labels: new Uint8Array(1) },
          preprocessing,
        );
        const slot = (name: string) => tensors.get(`momentum/${name}`)!.values;

        // dLoss/dW[d, h] = x[d] · δ[h] and dLoss/db[h] = δ[h]: the input is their quotient, by the largest δ.
        const delta = slot('layer0.bias');
        const h = delta.reduce(
          (most, d, i) => (Math.abs(d) > Math.abs(delta[most]!) ? i : most),
          0,
        );
        fc.pre(Math.abs(delta[h]!) > 1e-6);
        const units = delta.length;
        const isDropped = Array.from(clean, (_, d) => slot('layer0.weight')[d * units + h] === 0);
        if (corruption === 0) expect(isDropped).toEqual(Array.from(clean, (x) => x === 0));
        const corrupted = clean.map((x, d) => (isDropped[d]! ? 0 : x / (1 - corruption)));

        const pass = forward(spec, layers, corrupted);
        const difference = pass.logits.map((value, i) => value - clean[i]!);
        const loss = difference.reduce((sum, d) => sum + d * d, 0) / spec.inputs;
        const reference = backward(
          spec,
          layers,
          pass,
          difference.map((d) => (2 * d) / spec.inputs),
        );
        expect(relativeDifference([reports[0]!.loss], [loss])).toBeLessThan(1e-4);
        reference.layers.forEach(({ weights, bias }, i) => {
          expect(relativeDifference(slot(`layer${i}.weight`), weights)).toBeLessThan(1e-4);
          expect(relativeDifference(slot(`layer${i}.bias`), bias)).toBeLessThan(1e-4);
        });
      }),
      { numRuns: 25 },
    );
  });

  test('leaves about the share of pixels out that the recipe says, others in every step', async () => {
    const spec = autoencoderOf({
      inputs: 784,
      hidden: [{ units: 4, activation: 'tanh' }],
      classes: 10,
    });
    const dropped = async (done: number) => {
      const { tensors } = await runSteps(
        { network: spec, loss: 'reconstruction', dropout: [0.3], done },
        initialNetwork(spec, 'pytorch', 1),
        { images: new Uint8Array(784).fill(255), labels: new Uint8Array(1) },
        preprocessing,
      );
      const gradient = tensors.get('momentum/layer0.weight')!.values;
      return Array.from({ length: 784 }, (_, d) => gradient[4 * d] === 0);
    };
    const [first, second] = [await dropped(0), await dropped(1)];
    // 784 draws: the share has a standard deviation of 0.016.
    expect(Math.abs(first.filter(Boolean).length / 784 - 0.3)).toBeLessThan(0.08);
    expect(second).not.toEqual(first);
  });
});
