import { forward, preprocess } from './reference';
import { layerSizes } from './spec';
import { PIXELS, type Network } from './types';

/** Weights times images: some half a second of one core. */
const MOST_PRODUCTS = 400_000_000;
const MOST_IMAGES = 200;

/** How many images a network is shown to see what its hidden layers make of them: fewer, the larger it is. */
export function sampleSize({ spec }: Pick<Network, 'spec'>, images: number): number {
  const products = layerSizes(spec).reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0);
  return Math.min(images, MOST_IMAGES, Math.max(1, Math.floor(MOST_PRODUCTS / products)));
}

/**
 * Images spread evenly over a set: always the same ones, and of each class its share even where the set is sorted.
 * @param images [N, 784]
 * @returns [count, 784], a copy
 */
export function evenSample(images: Uint8Array, count: number): Uint8Array {
  const all = images.length / PIXELS;
  const sample = new Uint8Array(count * PIXELS);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * all) / count) * PIXELS;
    sample.set(images.subarray(from, from + PIXELS), i * PIXELS);
  }
  return sample;
}

/**
 * What each hidden layer makes of N images, after its activation. Yields after each image (0.1 ms of work in the article's
 * network, some 15 ms in the largest), for whoever has other things to do meanwhile.
 * @param images [N, 784], 0 (paper) to 255 (ink)
 * @returns [N, H] of each hidden layer
 */
export function* hiddenOutputs(
  { spec, layers, preprocessing }: Network,
  images: Uint8Array,
): Generator<undefined, Float32Array[]> {
  const count = images.length / PIXELS;
  const outputs = spec.hidden.map(({ units }) => new Float32Array(count * units));
  for (let n = 0; n < count; n++) {
    const image = images.subarray(n * PIXELS, (n + 1) * PIXELS);
    // What comes into a layer is what the one before it gives.
    const { inputs } = forward(spec, layers, preprocess(image, preprocessing));
    for (const [l, { units }] of spec.hidden.entries()) outputs[l]!.set(inputs[l + 1]!, n * units);
    yield;
  }
  return outputs;
}
