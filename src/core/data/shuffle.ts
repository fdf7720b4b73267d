import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Puts numbers into another order, in place; every order is equally likely. Fisher–Yates (Knuth, TAOCP vol. 2, 3.4.2, algorithm P). */
export function shuffle(values: Int32Array, random: RandomGenerator): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const moved = values[i]!;
    values[i] = values[j]!;
    values[j] = moved;
  }
}
