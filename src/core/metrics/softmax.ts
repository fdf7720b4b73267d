// N rows of K numbers, row-major; all sums in float64.

/** Rows of numbers, one number a class. */
export type Rows = Float32Array | Float64Array;

/**
 * ln Σₖ exp(zₖ) over the K numbers from `start`. The largest is taken out before exp, which changes nothing in the sum but
 * keeps it from overflowing (Goodfellow, Bengio & Courville 2016, section 4.1).
 */
export function logSumExp(logits: Rows, start: number, classes: number): number {
  let largest = -Infinity;
  for (let k = start; k < start + classes; k++) largest = Math.max(largest, logits[k]!);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let k = start; k < start + classes; k++) sum += Math.exp(logits[k]! - largest);
  return largest + Math.log(sum);
}

/** Probabilities [N, K] of logits [N, K]: pₖ = exp(zₖ) / Σⱼ exp(zⱼ) (Bishop 2006, eq. 4.104). Each row sums to 1. */
export function softmax(logits: Rows, classes: number): Float64Array<ArrayBuffer> {
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const total = logSumExp(logits, start, classes);
    for (let k = start; k < start + classes; k++) probabilities[k] = Math.exp(logits[k]! - total);
  }
  return probabilities;
}

/** The index, 0 to K − 1, of the largest of the K numbers from `start`; of equal ones the first, as in TensorFlow and NumPy. */
export function argMax(rows: Rows, start: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (rows[start + k]! > rows[start + best]!) best = k;
  return best;
}
