import { randomStream, type RandomUse } from '../random';
import { shuffle } from './shuffle';

/**
 * The order in which an epoch shows its examples: a permutation of 0 … n − 1, every one equally likely. `epoch` counts from 0.
 * A function of its arguments alone, so a resumed run needs no state of a random generator. 60,000 take about a millisecond.
 */
export function epochOrder(
  seed: number,
  epoch: number,
  n: number,
  use: Extract<RandomUse, 'order' | 'pretrainingOrder'> = 'order',
): Int32Array<ArrayBuffer> {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  shuffle(order, randomStream(use, seed, epoch));
  return order;
}
