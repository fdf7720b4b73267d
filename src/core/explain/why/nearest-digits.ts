import type { LabelledImages } from '../../data/dataset';
import { PIXELS } from '../../network/types';
import { lead } from './descend';
import type { PixelNetwork } from './pixel-network';

/**
 * The examples of a class nearest to an image by L2 distance of the pixels, among those the network reads as `target`.
 * @returns at most `count` indices into the data set, the nearest first
 */
export function nearestRead(
  image: Uint8Array,
  { images, labels }: Pick<LabelledImages, 'images' | 'labels'>,
  isOfClass: (label: number) => boolean,
  { network, target }: { network: PixelNetwork; target: number },
  count: number,
): number[] {
  const candidates: { index: number; square: number }[] = [];
  labels.forEach((l, index) => {
    if (!isOfClass(l)) return;
    let square = 0;
    for (let d = 0, at = index * PIXELS; d < PIXELS; d++, at++) {
      const difference = images[at]! - image[d]!;
      square += difference * difference;
    }
    candidates.push({ index, square });
  });
  candidates.sort((a, b) => a.square - b.square || a.index - b.index);
  const found: number[] = [];
  for (const { index } of candidates) {
    if (found.length === count) break;
    const pixels = Float64Array.from(images.subarray(index * PIXELS, (index + 1) * PIXELS));
    if (lead(network.logits(pixels), target) > 0) found.push(index);
  }
  return found;
}
