import { randomStream } from '../random';
import { epochOrder } from './order';
import { shuffle } from './shuffle';

/**
 * How many old examples an epoch over `fresh` new ones takes, so that they are the given share of all it shows; at least 1 where
 * there is a share at all. `share` is 0 to below 1.
 */
export function replayCount(fresh: number, share: number): number {
  if (share === 0) return 0;
  return Math.max(1, Math.round((fresh * share) / (1 - share)));
}

/**
 * The order of an epoch that mixes old examples among the new: `fresh` + `replayed` numbers, of which 0 … fresh − 1 stand for
 * the new examples, each once, and fresh … fresh + old − 1 for the old ones. The epochs take the old ones in turn, through one
 * random order after another, so that none is shown a second time before all others were shown once. `epoch` counts from 0. A
 * function of its arguments alone.
 */
export function replayOrder(
  seed: number,
  epoch: number,
  fresh: number,
  old: number,
  replayed: number,
): Int32Array<ArrayBuffer> {
  if (replayed > 0 && old === 0) throw new RangeError('there are no old examples to replay');
  const order = epochOrder(seed, epoch, fresh + replayed);
  const taken = takeInTurn(seed, epoch * replayed, old, replayed);
  for (let i = 0; i < order.length; i++) {
    const at = order[i]! - fresh;
    if (at >= 0) order[i] = fresh + taken[at]!;
  }
  return order;
}

/** Numbers `from` to `from + count` of the sequence that goes through 0 … n − 1 in one random order after another. */
function takeInTurn(seed: number, from: number, n: number, count: number): Int32Array {
  const taken = new Int32Array(count);
  let round = -1;
  let turn = new Int32Array(0);
  for (let i = 0; i < count; i++) {
    const at = from + i;
    if (Math.floor(at / n) !== round) {
      round = Math.floor(at / n);
      turn = Int32Array.from({ length: n }, (_, k) => k);
      shuffle(turn, randomStream('replay', seed, round));
    }
    taken[i] = turn[at % n]!;
  }
  return taken;
}
