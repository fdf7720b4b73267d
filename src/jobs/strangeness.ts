import { nearest } from '../core/baselines/nearest';
import { PIXELS } from '../core/network/types';
import { tensorflowProducts } from '../training/products';
import { goOn } from './go-on';
import type { JobContext } from './job';

/** Examples the limit is measured on, evenly from the whole set. */
const SAMPLE = 500;
/** So many of a data set's own images may be called strange (docs/out-of-distribution.md). */
const FALSE_ALARMS = 0.02;

/**
 * How far an image may be from its nearest neighbour and still look like the others: the distance (pixels of 0 to 1) that 98 % of
 * a sample of them stay below, each compared with all but itself. null where there are too few to say. `progressed` hears the
 * share that is done, 0–1.
 * @throws CancelledError when the job shall stop
 */
export async function strangenessLimit(
  images: Uint8Array,
  control: JobContext<never>['control'],
  progressed: (share: number) => void,
): Promise<number | null> {
  const count = images.length / PIXELS;
  if (count < SAMPLE) return null;
  const queries = new Uint8Array(SAMPLE * PIXELS);
  for (let i = 0; i < SAMPLE; i++) {
    const n = Math.floor((i * count) / SAMPLE);
    queries.set(images.subarray(n * PIXELS, (n + 1) * PIXELS), i * PIXELS);
  }
  // The nearest of all is the image itself.
  const search = nearest(queries, images, {
    k: 2,
    features: PIXELS,
    dotProducts: tensorflowProducts,
  });
  for (;;) {
    await goOn(control);
    const step = search.next();
    if (step.done !== true) {
      progressed(step.value);
      continue;
    }
    const { squaredDistances } = step.value;
    const distances = Float64Array.from(
      { length: SAMPLE },
      (_, i) => Math.sqrt(squaredDistances[2 * i + 1]!) / 255,
    ).sort();
    return distances[Math.floor((1 - FALSE_ALARMS) * SAMPLE)]!;
  }
}
