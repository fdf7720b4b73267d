import { erf } from '../network/erf';

/** From here 1 − erf(x) has lost three digits or more. */
const FRACTION_FROM = 2;
/** Enough for all of a double from FRACTION_FROM on. */
const FRACTION_TERMS = 120;

/**
 * 1 − erf(x) without loss of digits where that is small, down to 1e-300: from 2 on by the continued fraction
 * e^(−x²)/√π · 1/(x + ½/(x + 1/(x + (3/2)/(x + …)))) (Abramowitz and Stegun 1964, 7.1.14).
 */
export function erfc(x: number): number {
  if (x < FRACTION_FROM) return 1 - erf(x);
  let below = x;
  for (let k = FRACTION_TERMS; k >= 1; k--) below = x + k / 2 / below;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * below);
}
