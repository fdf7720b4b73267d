import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * A number from the standard normal distribution: the quantile of one uniform number, so that every draw takes exactly one number
 * of the generator. Accurate to about 1e-7, up to ±6.2.
 */
export function standardNormal(random: RandomGenerator): number {
  // next() is a whole number from −2³¹ to 2³¹ − 1; the half step keeps 0 and 1 out.
  return normalQuantile((random.next() + 0.5) / 2 ** 32);
}

/**
 * Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution", routine PPND7.
 * @param q how far the probability lies from one half, −½ < q < ½
 */
export function normalQuantile(q: number): number {
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)) /
      (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
    );
  }
  const r = Math.sqrt(-Math.log(0.5 - Math.abs(q)));
  return q < 0 ? -tail(r) : tail(r);
}

/** The quantile outside the middle 85 %: r = √(−ln(probability beyond it)). */
function tail(r: number): number {
  if (r <= 5) {
    const s = r - 1.6;
    return (
      (((0.17023821103 * s + 1.3067284816) * s + 2.75681539) * s + 1.4234372777) /
      ((0.12021132975 * s + 0.7370016425) * s + 1)
    );
  }
  const s = r - 5;
  return (
    (((0.017337203997 * s + 0.42868294337) * s + 3.081226386) * s + 6.657905115) /
    ((0.012258202635 * s + 0.24197894225) * s + 1)
  );
}
