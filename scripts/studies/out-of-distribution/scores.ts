import { logSumExp } from '../../../src/core/metrics/softmax';
import {
  nearestInBank,
  type FeatureBank,
  type NearDigit,
} from '../../../src/core/network/feature-bank';
import type { NetworkReader, Read } from '../../../src/core/network/reader';

/** A picture, and what the network makes of it. */
export interface Seen extends Read {
  readonly pixels: Uint8Array;
}

/** How unlike a digit a picture is, by one way of measuring it: the larger, the less alike. */
export interface Score {
  readonly name: string;
  readonly of: (seen: Seen) => number;
}

/**
 * The candidates. `bank`: training examples with features, which the last three compare with.
 * - largest probability (Hendrycks & Gimpel 2017), largest logit (Hendrycks et al. 2022), energy (Liu et al. 2020, T = 1)
 * - Mahalanobis distance to the nearest class's mean, one covariance for all (Lee et al. 2018)
 * - distance to the k-th nearest training example in the last hidden layer, as it is or scaled to length 1 (Sun et al. 2022)
 */
export function candidates(bank: FeatureBank, reader: NetworkReader): Score[] {
  const normed: FeatureBank = { ...bank, features: unitRows(bank.features!, bank.labels.length) };
  const inPixels: FeatureBank = { ...bank, features: null };
  const distance = (to: FeatureBank, query: ArrayLike<number>, k: number) =>
    finish(nearestInBank(to, query, k)).at(-1)!.distance;
  const far = mahalanobis(bank, reader.network.spec.classes);
  return [
    { name: 'largest probability', of: ({ probabilities }) => 1 - Math.max(...probabilities) },
    { name: 'largest logit', of: ({ logits }) => -Math.max(...logits) },
    { name: 'energy', of: ({ logits }) => -logSumExp(logits, 0, logits.length) },
    { name: 'Mahalanobis distance', of: ({ features }) => far(features!) },
    ...[1, 8].flatMap((k) => [
      { name: `${k}-nearest distance`, of: ({ features }: Seen) => distance(bank, features!, k) },
      {
        name: `${k}-nearest distance, length 1`,
        of: ({ features }: Seen) => distance(normed, unit(features!), k),
      },
      {
        name: `${k}-nearest distance, pixels`,
        of: ({ pixels }: Seen) => distance(inPixels, pixels, k),
      },
    ]),
  ];
}

function finish(search: Generator<undefined, NearDigit[]>): NearDigit[] {
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

function unit(values: Float64Array): Float64Array {
  const length = Math.hypot(...values) || 1;
  return values.map((value) => value / length);
}

function unitRows(features: Float32Array, rows: number): Float32Array {
  const size = features.length / rows;
  const out = new Float32Array(features.length);
  for (let row = 0; row < rows; row++) {
    out.set(unit(Float64Array.from(features.subarray(row * size, (row + 1) * size))), row * size);
  }
  return out;
}

/** Squared distance to the nearest class's mean in the metric of the shared covariance, with a ridge of a thousandth of its trace's mean. */
function mahalanobis(
  { features, labels }: FeatureBank,
  classes: number,
): (x: Float64Array) => number {
  const size = features!.length / labels.length;
  const means = Array.from({ length: classes }, () => new Float64Array(size));
  const counts = new Float64Array(classes);
  labels.forEach((label, n) => {
    counts[label]! += 1;
    for (let d = 0; d < size; d++) means[label]![d]! += features![n * size + d]!;
  });
  means.forEach((mean, k) => {
    for (let d = 0; d < size; d++) mean[d]! /= counts[k]!;
  });
  const covariance = Array.from({ length: size }, () => new Float64Array(size));
  labels.forEach((label, n) => {
    const mean = means[label]!;
    for (let i = 0; i < size; i++) {
      const a = features![n * size + i]! - mean[i]!;
      if (a === 0) continue;
      for (let j = 0; j <= i; j++) {
        covariance[i]![j]! += (a * (features![n * size + j]! - mean[j]!)) / labels.length;
      }
    }
  });
  const ridge = covariance.reduce((sum, row, i) => sum + row[i]!, 0) / size / 1000;
  covariance.forEach((row, i) => (row[i]! += ridge));
  const lower = cholesky(covariance);
  return (x) =>
    Math.min(
      ...means.map((mean) => {
        // |L⁻¹ (x − μ)|² by forward substitution.
        const y = new Float64Array(size);
        let sum = 0;
        for (let i = 0; i < size; i++) {
          let value = x[i]! - mean[i]!;
          for (let j = 0; j < i; j++) value -= lower[i]![j]! * y[j]!;
          y[i] = value / lower[i]![i]!;
          sum += y[i]! * y[i]!;
        }
        return sum;
      }),
    );
}

/** L with L·Lᵀ = the symmetric matrix whose lower half is given. */
function cholesky(matrix: readonly Float64Array[]): Float64Array[] {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  }
  return lower;
}
