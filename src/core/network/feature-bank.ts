import { PIXELS } from './types';

// N training examples, F features of each. Row-major.

/** Training examples and what a network's last hidden layer makes of them. */
export interface FeatureBank {
  /** [N, 784], 0–255 */
  readonly images: Uint8Array;
  /** [N] */
  readonly labels: Uint8Array;
  /** [N, F]; null where the network has no hidden layer, so that the pixels are what is compared. */
  readonly features: Float32Array | null;
}

/** A training example near a picture, as the network sees both. */
export interface NearDigit {
  /** In the training set. */
  readonly index: number;
  readonly label: number;
  /** Euclidean, between the outputs of the last hidden layer; between pixels of 0 to 1 where there is none. */
  readonly distance: number;
  /** [784], 0 (paper) to 255 (ink) */
  readonly image: Uint8Array;
}

/** So many numbers are compared between two yields: about a millisecond. */
const NUMBERS_A_SLICE = 1_000_000;

/**
 * The k examples nearest to a picture, nearest first; of equally near ones the one with the smaller index. Every example is
 * looked at (Cover & Hart 1967), so the answer is exact. Yields now and then, for whoever has other things to do meanwhile.
 * @param query [F] what the last hidden layer makes of the picture, or its 784 pixels (0–255) where there is none
 * @param without the index of an example that does not count: the picture itself
 */
export function* nearestInBank(
  { images, labels, features }: FeatureBank,
  query: ArrayLike<number>,
  k: number,
  without: number | null = null,
): Generator<undefined, NearDigit[]> {
  const vectors = features ?? images;
  const size = query.length;
  const count = labels.length;
  if (size * count !== vectors.length) {
    throw new RangeError(`a query has ${vectors.length / count} features, got ${size}`);
  }
  const slice = Math.max(1, Math.floor(NUMBERS_A_SLICE / size));
  const best: { index: number; squared: number }[] = [];
  let limit = Infinity;
  for (let from = 0; from < count; from += slice) {
    for (let index = from; index < Math.min(count, from + slice); index++) {
      const squared = squaredDistance(vectors, index * size, query, limit);
      if (squared >= limit || index === without) continue;
      const at = best.findIndex((one) => one.squared > squared);
      best.splice(at === -1 ? best.length : at, 0, { index, squared });
      if (best.length > k) best.pop();
      if (best.length === k) limit = best.at(-1)!.squared;
    }
    yield;
  }
  const scale = features === null ? 1 / 255 : 1;
  return best.map(({ index, squared }) => ({
    index,
    label: labels[index]!,
    distance: Math.sqrt(squared) * scale,
    image: images.slice(index * PIXELS, (index + 1) * PIXELS),
  }));
}

/** Gives up, with what it has, once the sum is beyond `limit`. */
function squaredDistance(
  vectors: ArrayLike<number>,
  start: number,
  query: ArrayLike<number>,
  limit: number,
): number {
  let sum = 0;
  const size = query.length;
  for (let from = 0; from < size && sum < limit; from += 16) {
    const end = Math.min(size, from + 16);
    for (let d = from; d < end; d++) {
      const difference = query[d]! - vectors[start + d]!;
      sum += difference * difference;
    }
  }
  return sum;
}
