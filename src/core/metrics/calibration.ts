import { argMax, type Rows } from './softmax';

/** Predictions whose confidence lies in one interval. */
interface CalibrationBin {
  /** from < confidence ≤ to, 0–1. */
  readonly from: number;
  readonly to: number;
  readonly examples: number;
  /** Means over them, 0–1; null where there are none. A well calibrated network has both alike. */
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /**
   * Expected calibration error (Naeini, Cooper & Hauskrecht 2015; Guo et al. 2017, eq. 3), 0–1: the mean of |accuracy − confidence| over
   * the bins, each as often as it has examples.
   */
  readonly expectedError: number;
}

/**
 * Whether a network is right as often as it is sure: probabilities [N, K] against labels [N]. The confidence of a prediction is
 * its own probability. N must be at least 1.
 */
export function calibration(
  probabilities: Rows,
  labels: Uint8Array,
  classes: number,
  bins = 15,
): Calibration {
  const examples = labels.length;
  if (examples === 0 || probabilities.length !== examples * classes) {
    throw new RangeError(`${probabilities.length} numbers are not [${examples}, ${classes}]`);
  }
  const counts = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const right = new Float64Array(bins);
  labels.forEach((label, n) => {
    const prediction = argMax(probabilities, n * classes, classes);
    const confidence = probabilities[n * classes + prediction]!;
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
    counts[bin]! += 1;
    sums[bin]! += confidence;
    if (prediction === label) right[bin]! += 1;
  });
  let expectedError = 0;
  const filled = Array.from(counts, (count, bin) => {
    expectedError += Math.abs(right[bin]! - sums[bin]!) / examples;
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      examples: count,
      confidence: count === 0 ? null : sums[bin]! / count,
      accuracy: count === 0 ? null : right[bin]! / count,
    };
  });
  return { bins: filled, expectedError };
}
