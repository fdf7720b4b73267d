import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { randomStream } from '../random';

/**
 * The order in which an epoch shows its examples: a permutation of 0 … n − 1, every one equally likely. `epoch` counts from 0.
 * A function of its arguments alone, so a resumed run needs no state of a random generator. 60,000 take about a millisecond.
 */
export function epochOrder(seed: number, epoch: number, n: number): Int32Array<ArrayBuffer> {
  const random = randomStream('order', seed, epoch);
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  // Fisher–Yates (Knuth, TAOCP vol. 2, 3.4.2, algorithm P).
  for (let i = n - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const moved = order[i]!;
    order[i] = order[j]!;
    order[j] = moved;
  }
  return order;
}
