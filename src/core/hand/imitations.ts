import type { LabelledImages } from '../data/dataset';
import { shuffle } from '../data/shuffle';
import { PIXELS } from '../network/types';
import { randomStream } from '../random';
import { sourcesOf, writtenAs, type HandMap } from './hand-map';

/** New examples for each imitation at least: a map of the plane says nothing of a 7 with a bar, the drawings themselves do. */
const LEAST_SHARE = 0.1;

/** How often an epoch shows each of `fresh` new examples beside so many imitations. */
export function timesShown(fresh: number, imitations: number): number {
  return Math.max(1, Math.round((LEAST_SHARE * imitations) / Math.max(fresh, 1)));
}

/**
 * The new examples, each as often as `timesShown`, and behind them `count` known ones as this hand would write them: taken in a
 * random order that follows from `seed`, from the beginning again where there are fewer. Both have the same classes.
 */
export function withImitations(
  fresh: LabelledImages,
  known: LabelledImages,
  map: HandMap,
  count: number,
  seed: number,
): LabelledImages {
  const order = Int32Array.from(known.labels, (_, i) => i);
  shuffle(order, randomStream('imitation', seed, 0));
  const drawn = fresh.labels.length * timesShown(fresh.labels.length, count);
  const images = new Uint8Array((drawn + count) * PIXELS);
  const labels = new Uint8Array(drawn + count);
  for (let i = 0; i < drawn; i += fresh.labels.length) {
    images.set(fresh.images, i * PIXELS);
    labels.set(fresh.labels, i);
  }
  const sources = sourcesOf(map);
  for (let i = 0; i < count; i++) {
    const from = order[i % order.length]!;
    const image = known.images.subarray(from * PIXELS, (from + 1) * PIXELS);
    images.set(writtenAs(image, sources), (drawn + i) * PIXELS);
    labels[drawn + i] = known.labels[from]!;
  }
  return { images, labels, classNames: fresh.classNames };
}
