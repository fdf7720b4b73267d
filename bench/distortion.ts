import { epochOrder } from '../src/core/data/order';
import type { LabelledImages } from '../src/core/data/dataset';
import { Distorter } from '../src/core/distortion/distorter';
import { distortionSchema } from '../src/core/distortion/settings';
import { initialNetwork } from '../src/core/network/initialization';
import { ARTICLE_PREPROCESSING, PIXELS, type NetworkSpec } from '../src/core/network/types';
import { DistortedBlocks } from '../src/training/distortion/distorted-blocks';
import { plain } from '../src/training/graph/spec';
import { TrainingSession } from '../src/training/session';
import { weightTensors } from '../src/training/weights';

const ROUNDS = 5;
const BATCH = 128;
const STEPS_PER_CALL = 2;
const SEED = 1;
/** Cireşan et al. 2010, with rotation and shear on every digit. */
const settings = distortionSchema.parse({
  rotateDegrees: 15,
  scalePercent: 15,
  shearPercent: 15,
  elastic: { alpha: 36, sigma: 5 },
});
const network: NetworkSpec = {
  inputs: PIXELS,
  hidden: [
    { units: 1000, activation: 'relu' },
    { units: 500, activation: 'relu' },
  ],
  classes: 10,
};
const optimizer = {
  type: 'sgd',
  learningRate: 0.05,
  momentum: 0.9,
  nesterov: true,
  weightDecay: 0,
} as const;

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Distorted images a second on the calling thread: median of five passes over all images. */
export function distortedPerSecond({ images }: LabelledImages): number {
  const distorter = new Distorter(settings, SEED);
  const n = images.length / PIXELS;
  const target = new Uint8ClampedArray(PIXELS);
  const speeds: number[] = [];
  for (let epoch = 0; epoch < ROUNDS; epoch++) {
    const start = performance.now();
    for (let i = 0; i < n; i++) {
      distorter.distort(images.subarray(i * PIXELS, (i + 1) * PIXELS), epoch, i, target);
    }
    speeds.push((n * 1000) / (performance.now() - start));
  }
  return median(speeds);
}

/**
 * Seconds of an epoch of 784-1000-500-10, batch 128, without and with distortions made in their own thread: medians of five
 * each, one of the one after one of the other.
 * @param thread the built file of src/training/distortion/thread.ts
 */
export async function epochSeconds(
  data: LabelledImages,
  thread: string | URL,
): Promise<{ plain: number; distorted: number }> {
  const n = data.labels.length;
  const size = STEPS_PER_CALL * BATCH;
  const session = await TrainingSession.open(
    { ...plain, network, optimizer, batchSize: BATCH },
    SEED,
  );
  session.load(weightTensors(initialNetwork(network, 'pytorch', SEED)));
  const all = session.feed(data.images, data.labels, ARTICLE_PREPROCESSING);
  const rates = (examples: number) =>
    new Array<number>(Math.ceil(examples / BATCH)).fill(optimizer.learningRate);

  const plainEpoch = async (epoch: number) => {
    const order = epochOrder(SEED, epoch, n);
    for (let at = 0; at < n; at += size) {
      await new Promise((resolve) => setImmediate(resolve));
      const batches = order.subarray(at, at + size);
      session.train(all, batches, rates(batches.length), 0);
    }
  };
  const distortedEpoch = async (epoch: number) => {
    const blocks = new DistortedBlocks({
      thread,
      images: data.images,
      settings,
      seed: SEED,
      epochs: epoch + 1,
      orderOf: (e) => epochOrder(SEED, e, n),
      blockSize: size,
      from: { epoch, position: 0 },
    });
    for (let block = await blocks.next(); block !== null; block = await blocks.next()) {
      const labels = Uint8Array.from(block.examples, (example) => data.labels[example]!);
      const fed = session.feed(block.pixels, labels, ARTICLE_PREPROCESSING);
      const order = Int32Array.from(labels, (_, i) => i);
      session.train(fed, order, rates(order.length), 0);
      fed.dispose();
    }
    await blocks.dispose();
  };

  const seconds = { plain: [] as number[], distorted: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of [
      ['plain', plainEpoch],
      ['distorted', distortedEpoch],
    ] as const) {
      const start = performance.now();
      await run(round);
      seconds[name].push((performance.now() - start) / 1000);
    }
  }
  all.dispose();
  session.dispose();
  return { plain: median(seconds.plain), distorted: median(seconds.distorted) };
}
