import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { UMAP } from 'umap-js';
import { z } from 'zod';
import type { LabelledImages } from '../core/data/dataset';
import type { DigitMap } from '../core/data/map';
import { surroundings } from '../core/data/map';
import { nearestRows, type NearestRows } from '../core/data/nearest-rows';
import { principalComponents } from '../core/data/principal-components';
import { allIndices, chooseSubset } from '../core/data/split';
import { UserError } from '../core/errors';
import { NetworkReader } from '../core/network/reader';
import { PIXELS, type Network } from '../core/network/types';
import { randomStream } from '../core/random';
import { goOn } from './go-on';
import type { Job } from './job';
import { modelSchema } from './model';
import { networkOf } from './network-of';
import { wholeData } from './whole-data';

const args = z.strictObject({
  dataset: z.string().min(1),
  /** Whose last hidden layer tells images apart; null: their pixels do. */
  model: modelSchema.nullable(),
  /** So many images of the data set, each class in its share. */
  sample: z.int().min(100),
  seed: z.int().min(0),
});

export interface MapEvent {
  /** 0–1, of the whole work. */
  readonly part: number;
}

/** More dimensions hardly change which images are near, and cost time. */
const MOST_COMPONENTS = 50;
/** UMAP's own defaults (McInnes, Healy & Melville 2018, section 5). */
const NEIGHBOURS = 15;
const LEAST_DISTANCE = 0.1;
/** Images whose neighbours are sought between two events. */
const PACE = 250;

/** Shares of the time, measured with 5,000 images: features and their components, neighbours, UMAP. */
const [SEEN, NEAREST] = [0.25, 0.4];

/**
 * A data set on a plane, near to each other what looks alike to the pixels or to a network: principal components, exact
 * neighbours, UMAP. The same arguments give the same map.
 * @throws UserError 'map.noHidden' for a network without a hidden layer
 */
export const digitMap: Job<typeof args, MapEvent, DigitMap> = {
  args,
  async run({ dataset, model, sample, seed }, { host, control, emit }) {
    const progress = async (part: number): Promise<void> => {
      emit({ part });
      await goOn(control);
    };
    await progress(0);
    const data = await wholeData(dataset, host);
    const count = Math.min(sample, data.labels.length);
    const all = { ...data, indices: allIndices(data.labels.length) };
    const numbers = chooseSubset(all, { type: 'stratified', count }, seed);
    const network = model === null ? null : await networkOf(model, host.library);
    const { rows, inputs } =
      network === null ? pixelRows(data, numbers) : hiddenRows(network, data, numbers);
    await progress(SEEN / 2);
    const projection = principalComponents(rows, inputs, MOST_COMPONENTS);
    await progress(SEEN);
    const { x, y } = await flatten(projection.rows, projection.components, seed, (part) =>
      progress(SEEN + (1 - SEEN) * part),
    );
    const labels = Uint8Array.from(numbers, (number) => data.labels[number]!);
    return {
      numbers: Uint32Array.from(numbers),
      x,
      y,
      around: surroundings(x, y, labels, data.classNames.length),
      kept: projection.kept,
      components: projection.components,
    };
  },
};

function pixelRows({ images }: LabelledImages, numbers: Int32Array) {
  const rows = new Float32Array(numbers.length * PIXELS);
  numbers.forEach((number, n) => {
    for (let i = 0; i < PIXELS; i++) rows[n * PIXELS + i] = images[number * PIXELS + i]! / 255;
  });
  return { rows, inputs: PIXELS };
}

/** What the last hidden layer makes of the images, [n, H]. */
function hiddenRows(network: Network, { images }: LabelledImages, numbers: Int32Array) {
  const inputs = network.spec.hidden.at(-1)?.units;
  if (inputs === undefined) throw new UserError('map.noHidden');
  const reader = new NetworkReader(network);
  const rows = new Float32Array(numbers.length * inputs);
  numbers.forEach((number, n) => {
    const { features } = reader.read(images.subarray(number * PIXELS, (number + 1) * PIXELS));
    rows.set(features!, n * inputs);
  });
  return { rows, inputs };
}

/** UMAP to two dimensions. `progress` is of this part alone. */
async function flatten(
  rows: Float64Array,
  inputs: number,
  seed: number,
  progress: (part: number) => Promise<void>,
): Promise<{ x: Float32Array; y: Float32Array }> {
  const count = rows.length / inputs;
  const share = (NEAREST - SEEN) / (1 - SEEN);
  const near: NearestRows = { indices: [], distances: [] };
  for (let from = 0; from < count; from += PACE) {
    const to = Math.min(from + PACE, count);
    const found = nearestRows(rows, inputs, Math.min(NEIGHBOURS, count), from, to);
    near.indices.push(...found.indices);
    near.distances.push(...found.distances);
    await progress((share * to) / count);
  }
  const stream = randomStream('map', seed, 0);
  const umap = new UMAP({
    nNeighbors: NEIGHBOURS,
    minDist: LEAST_DISTANCE,
    random: () => uniformFloat64(stream),
  });
  umap.setPrecomputedKNN(near.indices, near.distances);
  const vectors = Array.from({ length: count }, (_, n) => [
    ...rows.subarray(n * inputs, (n + 1) * inputs),
  ]);
  const epochs = umap.initializeFit(vectors);
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    if (epoch % 10 === 0) await progress(share + ((1 - share) * epoch) / epochs);
  }
  const places = umap.getEmbedding();
  return {
    x: Float32Array.from(places, ([x]) => x!),
    y: Float32Array.from(places, ([, y]) => y!),
  };
}
