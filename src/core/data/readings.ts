import { argMax, logSumExp, type Rows } from '../metrics/softmax';
import type { LabelMap } from './label-map';

// N images, K classes of the network.

/** What a network says to each image of a data set, training images first. */
export interface DataReadings {
  /** [K] */
  readonly classNames: readonly string[];
  /** The network's class of each label of the data; null for labels it was never taught. */
  readonly classOf: LabelMap;
  /** [N] the class it reads. */
  readonly read: Uint8Array;
  /** [N] the probability it gives that class, 0–1. */
  readonly confidence: Float32Array;
  /** [N] cross-entropy in nats; NaN for labels it was never taught. */
  readonly loss: Float32Array;
}

/** Readings of which the test images were compared with their labels. */
export interface CountedReadings extends DataReadings {
  /** How often the library has looked at the data set's test part, this time included. */
  readonly looks: number;
}

export type Verdict = 'right' | 'wrong' | 'untaught';

/** Judges logits [N, K] against labels [N] of the data. */
export function readingsOf(
  logits: Rows,
  labels: Uint8Array,
  classNames: readonly string[],
  classOf: LabelMap,
): DataReadings {
  const k = classNames.length;
  const read = new Uint8Array(labels.length);
  const confidence = new Float32Array(labels.length);
  const loss = new Float32Array(labels.length);
  labels.forEach((label, n) => {
    const start = n * k;
    const total = logSumExp(logits, start, k);
    const best = argMax(logits, start, k);
    const expected = classOf[label] ?? null;
    read[n] = best;
    confidence[n] = Math.exp(logits[start + best]! - total);
    loss[n] = expected === null ? NaN : total - logits[start + expected]!;
  });
  return { classNames, classOf, read, confidence, loss };
}

/** What image n, labelled so, was read as in comparison with its label. */
export function verdictOf({ classOf, read }: DataReadings, n: number, label: number): Verdict {
  const expected = classOf[label] ?? null;
  if (expected === null) return 'untaught';
  return read[n] === expected ? 'right' : 'wrong';
}
