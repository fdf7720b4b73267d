/** Where 1 − erf(x) falls below half the spacing of doubles at 1. */
const ONE_FROM = 6;

/**
 * The error function, to about 1e-15: erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5 … (2n+1)) (Abramowitz and Stegun 1964,
 * 7.1.6). All terms have one sign, so nothing cancels.
 */
export function erf(x: number): number {
  if (Math.abs(x) >= ONE_FROM) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
