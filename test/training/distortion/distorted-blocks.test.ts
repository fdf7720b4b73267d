import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochOrder } from '../../../src/core/data/order';
import { Distorter } from '../../../src/core/distortion/distorter';
import { distortionSchema } from '../../../src/core/distortion/settings';
import { PIXELS } from '../../../src/core/network/types';
import {
  DistortedBlocks,
  type DistortedBlock,
  type DistortedBlocksOptions,
} from '../../../src/training/distortion/distorted-blocks';
import { bundle } from '../../support/bundle';
import { firstOf, mnist } from '../../support/mnist';

const N = 1000;
const { images } = firstOf(mnist.train, N);
const seed = 5;
const settings = distortionSchema.parse({
  translatePixels: 1,
  rotateDegrees: 15,
  scalePercent: 15,
  shearPercent: 15,
  elastic: { alpha: 36, sigma: 5 },
  noise: 5,
  erase: { probability: 0.2 },
});

let thread: Awaited<ReturnType<typeof bundle>>;
beforeAll(async () => {
  thread = await bundle('src/training/distortion/thread.ts');
});
afterAll(() => {
  thread.remove();
});

function open(change: Partial<DistortedBlocksOptions> = {}): DistortedBlocks {
  return new DistortedBlocks({
    thread: thread.file,
    images,
    settings,
    seed,
    epochs: 2,
    orderOf: (epoch) => epochOrder(seed, epoch, N),
    blockSize: 300,
    from: { epoch: 0, position: 0 },
    ...change,
  });
}

async function all(blocks: DistortedBlocks): Promise<DistortedBlock[]> {
  const taken: DistortedBlock[] = [];
  try {
    for (;;) {
      const block = await blocks.next();
      if (block === null) return taken;
      taken.push(block);
    }
  } finally {
    await blocks.dispose();
  }
}

/** A block for comparison: pixels are long, and compared as text at once. */
const asText = ({ epoch, position, examples, pixels }: DistortedBlock) => ({
  at: [epoch, position],
  examples: examples.join(),
  pixels: Buffer.from(pixels).toString('base64'),
});

/** The pixels of blocks one after the other, for comparison. */
const pixelsOf = (blocks: readonly DistortedBlock[]) =>
  Buffer.concat(blocks.map(({ pixels }) => pixels)).toString('base64');

describe('distorted blocks', () => {
  test('are the epochs, in their order, each example distorted for its epoch', async () => {
    const blocks = await all(open());
    expect(blocks.map((b) => [b.epoch, b.position, b.examples.length])).toEqual([
      [0, 0, 300],
      [0, 300, 300],
      [0, 600, 300],
      [0, 900, 100],
      [1, 0, 300],
      [1, 300, 300],
      [1, 600, 300],
      [1, 900, 100],
    ]);
    const distorter = new Distorter(settings, seed);
    const expected = new Uint8ClampedArray(PIXELS);
    for (const { epoch, position, examples, pixels } of blocks) {
      expect(examples).toEqual(epochOrder(seed, epoch, N).slice(position, position + 300));
      examples.forEach((example, i) => {
        const image = images.subarray(example * PIXELS, (example + 1) * PIXELS);
        distorter.distort(image, epoch, example, expected);
        const got = pixels.subarray(i * PIXELS, (i + 1) * PIXELS);
        expect(Buffer.compare(got, new Uint8Array(expected.buffer))).toBe(0);
      });
    }
  });

  test('begin anywhere and go on with the same bits', async () => {
    const whole = await all(open());
    for (const [epoch, position, skipped] of [
      [0, 300, 1],
      [0, 900, 3],
      [0, 1000, 4],
      [1, 600, 6],
      [1, 1000, 8],
    ] as const) {
      const rest = await all(open({ from: { epoch, position } }));
      expect(rest.map(asText)).toEqual(whole.slice(skipped).map(asText));
    }
  });

  test('go on inside a block with the rest of it', async () => {
    const whole = await all(open({ epochs: 1 }));
    const rest = await all(open({ epochs: 1, from: { epoch: 0, position: 450 } }));
    expect(rest.map((b) => [b.position, b.examples.length])).toEqual([
      [450, 150],
      [600, 300],
      [900, 100],
    ]);
    expect(pixelsOf(whole).endsWith(pixelsOf(rest))).toBe(true);
  });

  test('give the same pixels in whatever sizes they come, from shared memory or not', async () => {
    const whole = pixelsOf(await all(open()));
    for (const blockSize of [1000, 77, 5000]) {
      expect(pixelsOf(await all(open({ blockSize })))).toBe(whole);
    }
    const shared = new Uint8Array(new SharedArrayBuffer(images.length));
    shared.set(images);
    expect(pixelsOf(await all(open({ images: shared })))).toBe(whole);
  });

  test('show what the order names and nothing else', async () => {
    const order = Int32Array.of(999, 0, 500);
    const blocks = await all(open({ orderOf: () => order, blockSize: 2 }));
    expect(blocks.map((b) => [...b.examples])).toEqual([[999, 0], [500], [999, 0], [500]]);
  });

  test('are made a bounded way ahead', async () => {
    const asked: number[] = [];
    const blocks = open({
      epochs: 1000,
      blockSize: 500,
      orderOf: (epoch) => {
        asked.push(epoch);
        return epochOrder(seed, epoch, N);
      },
    });
    // 8,192 examples at most: 16 blocks of 500, which are the epochs 0 to 7.
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await blocks.next();
    await blocks.next();
    expect(asked.at(-1)).toBe(8);
    await blocks.dispose();
  });

  test('that were asked for at once come in order', async () => {
    const blocks = open();
    const two = await Promise.all([blocks.next(), blocks.next()]);
    expect(two.map((b) => b?.position)).toEqual([0, 300]);
    await blocks.dispose();
  });

  test('say that the thread has failed, instead of waiting for ever', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'inkling-thread-'));
    const broken = join(folder, 'broken.mjs');
    writeFileSync(broken, 'throw new Error("no such luck");');
    const blocks = open({ thread: broken });
    await expect(blocks.next()).rejects.toThrow('no such luck');
    await expect(blocks.next()).rejects.toThrow('no such luck');
    rmSync(folder, { recursive: true });
  });

  test('end when they are disposed of, also for those who wait', async () => {
    const blocks = open({ blockSize: 1000 });
    const waiting = expect(blocks.next()).rejects.toThrow('thread has ended');
    await blocks.dispose();
    await waiting;
    await expect(blocks.next()).rejects.toThrow('thread has ended');
  });
});
