import { Worker } from 'node:worker_threads';
import type { DistortionSettings } from '../../core/distortion/settings';
import type { BlockRequest, ThreadData } from './messages';

export interface DistortedBlocksOptions {
  /** The built file of thread.ts. */
  readonly thread: string | URL;
  /** [N, 784]. Copied once into shared memory, unless it lies there already. */
  readonly images: Uint8Array;
  readonly settings: DistortionSettings;
  readonly seed: number;
  readonly epochs: number;
  /** Which examples an epoch (counted from 0) shows, in order, without a repetition; never an empty list. */
  readonly orderOf: (epoch: number) => Int32Array;
  /** Examples of a block: as many as one call of the training graph takes. The last of an epoch may be shorter. */
  readonly blockSize: number;
  /** Where to begin: `position` counts the epoch's examples that come before. */
  readonly from: { readonly epoch: number; readonly position: number };
}

/** Consecutive examples of an epoch, distorted. */
export interface DistortedBlock {
  readonly epoch: number;
  /** Of its first example in the epoch's order. */
  readonly position: number;
  /** [n] their indices: labels are looked up by them. */
  readonly examples: Int32Array;
  /** [n, 784], 0 (paper) to 255 (ink); the caller's own. */
  readonly pixels: Uint8Array;
}

/** How far the thread may run ahead: this many examples (6 MB), and always two blocks. */
const EXAMPLES_AHEAD = 8192;

type Pixels = Uint8Array<ArrayBuffer>;

/**
 * Distorted training images, block after block in the order of the epochs, made ahead of time in a thread of their own.
 *
 * A block is cut from the epoch's order, not from the data set, so that distortions leave the shuffling as it is and a block
 * goes into one call of the graph, first to last. What an image becomes depends on (seed, epoch, the image's index, settings,
 * its pixels) and on nothing else, so a training that resumes begins at any position and gets the same bits; neither the size
 * of blocks nor how far the thread has come leaves a trace.
 */
export class DistortedBlocks {
  readonly #options: DistortedBlocksOptions;
  readonly #worker: Worker;
  readonly #ahead: number;
  /** Where the next block to ask for begins. */
  #epoch: number;
  #position: number;
  /** Of that epoch. */
  #order: Int32Array | null = null;
  /** Asked for and not yet taken, in order; the thread answers in the same order. */
  readonly #asked: Omit<DistortedBlock, 'pixels'>[] = [];
  /** Answers that nobody waits for yet, or those who wait for the next answers: one of the two is empty. */
  readonly #answers: Pixels[] = [];
  readonly #waiting: { resolve: (pixels: Pixels) => void; reject: (error: Error) => void }[] = [];
  #failure: Error | null = null;

  constructor(options: DistortedBlocksOptions) {
    this.#options = options;
    this.#ahead = Math.max(2, Math.floor(EXAMPLES_AHEAD / options.blockSize));
    this.#epoch = options.from.epoch;
    this.#position = options.from.position;
    const workerData: ThreadData = {
      images: shared(options.images),
      settings: options.settings,
      seed: options.seed,
    };
    this.#worker = new Worker(options.thread, { workerData, name: 'distortion' });
    this.#worker.on('message', (pixels: Pixels) => {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#answers.push(pixels);
      else waiting.resolve(pixels);
    });
    this.#worker.on('error', (error) => {
      this.#fail(error);
    });
    this.#worker.on('exit', (code) => {
      this.#fail(new Error(`The distortion thread has ended, exit code ${code}.`));
    });
    this.#askAhead();
  }

  /** The next block; null after the last epoch's last. Rejects when the thread has failed or was disposed of. */
  async next(): Promise<DistortedBlock | null> {
    const block = this.#asked.shift();
    if (block === undefined) return null;
    this.#askAhead();
    return { ...block, pixels: await this.#answer() };
  }

  /** Ends the thread; what it has under way is lost. */
  async dispose(): Promise<void> {
    await this.#worker.terminate();
  }

  #askAhead(): void {
    const { blockSize, epochs, orderOf } = this.#options;
    while (this.#asked.length < this.#ahead && this.#epoch < epochs) {
      this.#order ??= orderOf(this.#epoch);
      // To the next multiple: a training that stopped inside a block goes on with the rest of it.
      const end = (Math.floor(this.#position / blockSize) + 1) * blockSize;
      // A copy: a message with a part of an array would carry all of it.
      const examples = this.#order.slice(this.#position, end);
      if (examples.length > 0) {
        this.#asked.push({ epoch: this.#epoch, position: this.#position, examples });
        this.#worker.postMessage({ epoch: this.#epoch, examples } satisfies BlockRequest);
      }
      this.#position += examples.length;
      if (this.#position >= this.#order.length) {
        this.#epoch += 1;
        this.#position = 0;
        this.#order = null;
      }
    }
  }

  #answer(): Promise<Pixels> {
    return new Promise((resolve, reject) => {
      const ready = this.#answers.shift();
      if (ready !== undefined) resolve(ready);
      else if (this.#failure !== null) reject(this.#failure);
      else this.#waiting.push({ resolve, reject });
    });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

function shared(images: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const { buffer } = images;
  if (buffer instanceof SharedArrayBuffer) {
    return new Uint8Array(buffer, images.byteOffset, images.length);
  }
  const copy = new Uint8Array(new SharedArrayBuffer(images.length));
  copy.set(images);
  return copy;
}
