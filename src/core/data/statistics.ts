import { PIXELS } from '../network/types';
import type { LabelledImages } from './dataset';
import { countRepeats } from './repeats';

// N images, K classes.

/** What a data set looks like as a whole. Grey levels are 0 (paper) to 255 (ink). */
export interface DataStatistics {
  /** [K] images of each class, training and test together. */
  readonly counts: readonly number[];
  /** [K] of the training part alone. */
  readonly trainCounts: readonly number[];
  /** [K, 784] the mean image of each class; zeros for a class without images. */
  readonly means: Float32Array;
  /** [K] mean share of the 784 pixels that are not bare paper, 0–1; 0 for a class without images. */
  readonly inkShares: readonly number[];
  /** Mean grey level over all pixels of all images. */
  readonly meanLevel: number;
  /** Standard deviation of the grey level over all pixels of all images. */
  readonly levelDeviation: number;
  /** [256] how many pixels have each grey level. */
  readonly levels: readonly number[];
  /** [784] share of the images whose pixel at this place is bare paper, 0–1. */
  readonly bare: Float32Array;
  /** Images that are, pixel for pixel, the same as one before them in their part. */
  readonly duplicates: number;
  /** Test images that are, pixel for pixel, also in the training part. */
  readonly overlap: number;
  /** [N] Euclidean distance of each image from the mean of its class, grey levels as 0–1; training images first. */
  readonly distances: Float32Array;
}

/** Goes over all images three times, about a second for 70,000. At least one image. */
export function dataStatistics(train: LabelledImages, test: LabelledImages): DataStatistics {
  const classes = train.classNames.length;
  const parts = [train, test];
  const count = train.labels.length + test.labels.length;
  const counts = new Array<number>(classes).fill(0);
  for (const { labels } of parts) for (const label of labels) counts[label]! += 1;
  const trainCounts = new Array<number>(classes).fill(0);
  for (const label of train.labels) trainCounts[label]! += 1;

  const sums = new Float64Array(classes * PIXELS);
  const inked = new Float64Array(classes);
  const levels = new Array<number>(256).fill(0);
  const inkedHere = new Float64Array(PIXELS);
  for (const { images, labels } of parts) {
    labels.forEach((label, n) => {
      const at = n * PIXELS;
      const to = label * PIXELS;
      for (let i = 0; i < PIXELS; i++) {
        const level = images[at + i]!;
        levels[level]! += 1;
        if (level === 0) continue;
        sums[to + i]! += level;
        inkedHere[i]! += 1;
        inked[label]! += 1;
      }
    });
  }

  const means = Float32Array.from(sums, (sum, i) => {
    const n = counts[Math.floor(i / PIXELS)]!;
    return n === 0 ? 0 : sum / n;
  });
  const pixels = count * PIXELS;
  const meanLevel = levels.reduce((sum, n, level) => sum + n * level, 0) / pixels;
  const variance = levels.reduce((sum, n, level) => sum + n * (level - meanLevel) ** 2, 0) / pixels;
  const { duplicates, overlap } = countRepeats(train.images, test.images);
  return {
    counts,
    trainCounts,
    means,
    inkShares: counts.map((n, k) => (n === 0 ? 0 : inked[k]! / (n * PIXELS))),
    meanLevel,
    levelDeviation: Math.sqrt(variance),
    levels,
    bare: Float32Array.from(inkedHere, (n) => 1 - n / count),
    duplicates,
    overlap,
    distances: distancesFrom(means, parts, count),
  };
}

function distancesFrom(
  means: Float32Array,
  parts: readonly LabelledImages[],
  count: number,
): Float32Array {
  const distances = new Float32Array(count);
  let next = 0;
  for (const { images, labels } of parts) {
    labels.forEach((label, n) => {
      let sum = 0;
      for (let i = 0; i < PIXELS; i++) {
        const difference = images[n * PIXELS + i]! - means[label * PIXELS + i]!;
        sum += difference * difference;
      }
      distances[next++] = Math.sqrt(sum) / 255;
    });
  }
  return distances;
}
