import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochOrder } from '../../../src/core/data/order';
import { distortionSchema } from '../../../src/core/distortion/settings';
import { initialNetwork } from '../../../src/core/network/initialization';
import type { Tensor } from '../../../src/core/network/safetensors';
import { ARTICLE_PREPROCESSING, PIXELS, type NetworkSpec } from '../../../src/core/network/types';
import { DistortedBlocks } from '../../../src/training/distortion/distorted-blocks';
import { plain } from '../../../src/training/graph/spec';
import { TrainingSession, type StepReport } from '../../../src/training/session';
import { weightTensors } from '../../../src/training/weights';
import { bundle } from '../../support/bundle';
import { firstOf, mnist } from '../../support/mnist';

// How a training uses distorted blocks: a block is one call of the graph, fed alone and gone through from first to last.

const data = firstOf(mnist.train, 2000);
const network: NetworkSpec = {
  inputs: PIXELS,
  hidden: [{ units: 32, activation: 'relu' }],
  classes: 10,
};
const optimizer = {
  type: 'sgd',
  learningRate: 0.05,
  momentum: 0.9,
  nesterov: false,
  weightDecay: 0,
} as const;
const batchSize = 50;
const stepsPerCall = 8;
const epochs = 3;
const seed = 11;
const cirescan = distortionSchema.parse({
  rotateDegrees: 15,
  scalePercent: 15,
  shearPercent: 15,
  elastic: { alpha: 36, sigma: 5 },
});

let thread: Awaited<ReturnType<typeof bundle>>;
beforeAll(async () => {
  thread = await bundle('src/training/distortion/thread.ts');
});
afterAll(() => {
  thread.remove();
});

/** Trains from `step` on, with `tensors`, until the step `end` (both between two calls). */
async function train(
  tensors: readonly Tensor[],
  step: number,
  end: number,
  settings = cirescan,
): Promise<{ tensors: Tensor[]; reports: StepReport[] }> {
  const session = await TrainingSession.open({ ...plain, network, optimizer, batchSize }, seed);
  const stepsPerEpoch = data.labels.length / batchSize;
  const blocks = new DistortedBlocks({
    thread: thread.file,
    images: data.images,
    settings,
    seed,
    epochs,
    orderOf: (epoch) => epochOrder(seed, epoch, data.labels.length),
    blockSize: stepsPerCall * batchSize,
    from: {
      epoch: Math.floor(step / stepsPerEpoch),
      position: (step % stepsPerEpoch) * batchSize,
    },
  });
  const reports: StepReport[] = [];
  try {
    session.load(tensors);
    let done = step;
    while (done < end) {
      const block = (await blocks.next())!;
      const n = block.examples.length;
      const labels = Uint8Array.from(block.examples, (example) => data.labels[example]!);
      const fed = session.feed(block.pixels, labels, ARTICLE_PREPROCESSING);
      const rates = new Array<number>(Math.ceil(n / batchSize)).fill(optimizer.learningRate);
      reports.push(
        ...session.train(
          fed,
          Int32Array.from({ length: n }, (_, i) => i),
          rates,
          done,
        ),
      );
      fed.dispose();
      done += rates.length;
    }
    return { tensors: session.tensors(), reports };
  } finally {
    await blocks.dispose();
    session.dispose();
  }
}

const bits = (tensors: readonly Tensor[]) =>
  tensors.map(({ name, values }) => [name, Buffer.from(values.slice().buffer).toString('base64')]);

const begin = weightTensors(initialNetwork(network, 'pytorch', seed));

test('a training on distorted digits learns, and resumes to the same bits', async () => {
  const whole = await train(begin, 0, 120);
  expect(whole.reports).toHaveLength(120);
  const lossOf = (from: number) =>
    whole.reports.slice(from, from + 20).reduce((sum, { loss }) => sum + loss / 20, 0);
  expect(lossOf(100)).toBeLessThan(0.8 * lossOf(0));

  // Stopped after 64 steps, in the middle of the second epoch.
  const first = await train(begin, 0, 64);
  const second = await train(first.tensors, 64, 120);
  expect(bits(second.tensors)).toEqual(bits(whole.tensors));
  expect([...first.reports, ...second.reports].map(({ loss }) => loss)).toEqual(
    whole.reports.map(({ loss }) => loss),
  );
});

test('with every knob at zero it is the training on the images as they are, bit for bit', async () => {
  const through = await train(begin, 0, 40, distortionSchema.parse({}));

  const session = await TrainingSession.open({ ...plain, network, optimizer, batchSize }, seed);
  session.load(begin);
  const fed = session.feed(data.images, data.labels, ARTICLE_PREPROCESSING);
  const order = epochOrder(seed, 0, data.labels.length);
  const rates = new Array<number>(40).fill(optimizer.learningRate);
  const reports = session.train(fed, order, rates, 0);
  expect(bits(through.tensors)).toEqual(bits(session.tensors()));
  expect(through.reports.map(({ loss }) => loss)).toEqual(reports.map(({ loss }) => loss));
  fed.dispose();
  session.dispose();
});
