/** Coefficients of what is added to the loss for every weight of every layer that trains; biases are left out. */
export interface PenaltySettings {
  /** of Σ |w|: pulls each weight towards 0 at the same pace, so that many end there (Tibshirani 1996). */
  readonly l1: number;
  /** of Σ w²: pulls each weight in proportion to its size. */
  readonly l2: number;
}

/** l1 · Σ |w| + l2 · Σ w² */
export function penalty(weights: Float32Array | Float64Array, { l1, l2 }: PenaltySettings): number {
  let absolute = 0;
  let square = 0;
  for (const w of weights) {
    absolute += Math.abs(w);
    square += w * w;
  }
  return l1 * absolute + l2 * square;
}

/** dPenalty/dw = l1 · sign(w) + 2 · l2 · w, of the shape of `weights`; the sign of 0 is 0. */
export function penaltyGradient(
  weights: Float32Array | Float64Array,
  { l1, l2 }: PenaltySettings,
): Float64Array {
  return Float64Array.from(weights, (w) => l1 * Math.sign(w) + 2 * l2 * w);
}
