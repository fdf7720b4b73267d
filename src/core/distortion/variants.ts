import { PIXELS, type Pixels28 } from '../network/types';
import { Distorter } from './distorter';
import type { DistortionSettings } from './settings';

/**
 * What a training with this seed sees of one image in its first `count` epochs: the very pixels. Quick enough to follow a
 * slider (eight take under a millisecond).
 * @param example the image's index in its data set
 */
export function distortedVariants(
  image: Pixels28,
  example: number,
  settings: DistortionSettings,
  seed: number,
  count: number,
): Pixels28[] {
  const distorter = new Distorter(settings, seed);
  return Array.from({ length: count }, (_, epoch) => {
    const variant = new Uint8ClampedArray(PIXELS);
    distorter.distort(image, epoch, example, variant);
    return new Uint8Array(variant.buffer) as Pixels28;
  });
}
