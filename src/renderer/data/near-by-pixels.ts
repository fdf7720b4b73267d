import { nearestInBank, type NearDigit } from '../../core/network/feature-bank';
import type { Pixels28 } from '../../core/network/types';
import type { DigitSet } from './digit-set';

/** Milliseconds a frame can spare. */
const SLICE_MS = 4;

/**
 * The training digits nearest to one by their pixels, nearest first: 60,000 comparisons, a frame's spare time at a time.
 * null once `given up` says that nobody waits for it any more.
 */
export async function nearByPixels(
  digits: DigitSet,
  pixels: Pixels28,
  count: number,
  without: number | null,
  givenUp: () => boolean,
): Promise<NearDigit[] | null> {
  const search = nearestInBank({ ...digits.parts.train, features: null }, pixels, count, without);
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const step = search.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve));
    if (givenUp()) return null;
  }
}
