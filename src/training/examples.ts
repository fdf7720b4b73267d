import type { LabelledImages } from '../core/data/dataset';
import { distorts, type DistortionSettings } from '../core/distortion/settings';
import type { Preprocessing } from '../core/network/types';
import { DistortedBlocks } from './distortion/distorted-blocks';
import type { FedExamples, TrainingSession } from './session';

/** A part of an epoch, in TensorFlow's memory: train on `order` (indices into `fed`), then call `release`. */
export interface FedPart {
  readonly fed: FedExamples;
  readonly order: Int32Array;
  release(): void;
}

/** Hands a training its examples, call by call. */
export interface ExampleFeed {
  /** The examples at positions `from` to `to` of an epoch's order; `epoch` counts from 0. Asked for in the order of the training. */
  part(epoch: number, from: number, to: number): Promise<FedPart>;
  dispose(): Promise<void>;
}

export interface FeedOptions {
  readonly session: TrainingSession;
  readonly data: LabelledImages;
  readonly preprocessing: Preprocessing;
  /** Order of an epoch's examples, indices into `data`; a function of the epoch alone. */
  readonly orderOf: (epoch: number) => Int32Array;
  readonly seed: number;
  readonly epochs: number;
  readonly distortions: DistortionSettings;
  /** Built file of distortion/thread.ts. */
  readonly distortionThread: string | URL;
  /** Examples of a whole call. */
  readonly callSize: number;
  /** Where the training begins. */
  readonly from: { readonly epoch: number; readonly position: number };
}

/** Above this many examples (three times 0.16 GB: as read, packed, fed) only the call's own are in TensorFlow's memory. */
const MOST_FED_WHOLE = 200_000;

export function openFeed(options: FeedOptions): ExampleFeed {
  if (distorts(options.distortions)) return new DistortedFeed(options);
  return options.data.labels.length <= MOST_FED_WHOLE
    ? new WholeFeed(options)
    : new CallFeed(options);
}

/** The order of an epoch, computed once an epoch. */
function rememberLast(orderOf: (epoch: number) => Int32Array): (epoch: number) => Int32Array {
  let last: { epoch: number; order: Int32Array } | undefined;
  return (epoch) => {
    if (last?.epoch !== epoch) last = { epoch, order: orderOf(epoch) };
    return last.order;
  };
}

/** All examples are fed once and gathered by index inside the graph: the fastest way where memory allows. */
class WholeFeed implements ExampleFeed {
  readonly #fed: FedExamples;
  readonly #orderOf: (epoch: number) => Int32Array;

  constructor({ session, data, preprocessing, orderOf }: FeedOptions) {
    this.#fed = session.feed(data.images, data.labels, preprocessing);
    this.#orderOf = rememberLast(orderOf);
  }

  part(epoch: number, from: number, to: number): Promise<FedPart> {
    const order = this.#orderOf(epoch).subarray(from, to);
    return Promise.resolve({ fed: this.#fed, order, release: () => undefined });
  }

  dispose(): Promise<void> {
    this.#fed.dispose();
    return Promise.resolve();
  }
}

/** Feeds a call's images in their order, so that the graph goes through them from the first to the last. */
function feedInOrder(
  { session, preprocessing }: FeedOptions,
  images: Uint8Array,
  labels: Uint8Array,
): FedPart {
  const fed = session.feed(images, labels, preprocessing);
  const order = Int32Array.from({ length: labels.length }, (_, i) => i);
  return {
    fed,
    order,
    release: () => {
      fed.dispose();
    },
  };
}

/** Only the call's examples are fed: data sets of any size. */
class CallFeed implements ExampleFeed {
  readonly #options: FeedOptions;
  readonly #orderOf: (epoch: number) => Int32Array;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#orderOf = rememberLast(options.orderOf);
  }

  part(epoch: number, from: number, to: number): Promise<FedPart> {
    const { images, labels } = this.#options.data;
    const chosen = this.#orderOf(epoch).subarray(from, to);
    const inputs = images.length / labels.length;
    const pixels = new Uint8Array(chosen.length * inputs);
    chosen.forEach((index, i) => {
      pixels.set(images.subarray(index * inputs, (index + 1) * inputs), i * inputs);
    });
    const classes = Uint8Array.from(chosen, (index) => labels[index]!);
    return Promise.resolve(feedInOrder(this.#options, pixels, classes));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** Distorted examples, made ahead on another core. */
class DistortedFeed implements ExampleFeed {
  readonly #options: FeedOptions;
  readonly #blocks: DistortedBlocks;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#blocks = new DistortedBlocks({
      thread: options.distortionThread,
      images: options.data.images,
      settings: options.distortions,
      seed: options.seed,
      epochs: options.epochs,
      orderOf: options.orderOf,
      blockSize: options.callSize,
      from: options.from,
    });
  }

  async part(epoch: number, from: number, to: number): Promise<FedPart> {
    const block = await this.#blocks.next();
    if (block?.epoch !== epoch || block.position !== from || block.examples.length !== to - from) {
      throw new Error('The distorted blocks do not follow the training.');
    }
    const labels = Uint8Array.from(block.examples, (index) => this.#options.data.labels[index]!);
    return feedInOrder(this.#options, block.pixels, labels);
  }

  dispose(): Promise<void> {
    return this.#blocks.dispose();
  }
}
