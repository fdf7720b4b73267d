import { centreDigit } from '../../src/core/digit/centre';
import { distortionStream } from '../../src/core/distortion/draw';
import { distortReference } from '../../src/core/distortion/reference';
import { distortionSchema } from '../../src/core/distortion/settings';
import type { LabelledImages } from '../../src/core/data/dataset';
import { IMAGE_SIDE, PIXELS } from '../../src/core/network/types';

/** How far a hand may lie from MNIST's. Fixed before any training was tuned. */
const STRONG = distortionSchema.parse({
  rotateDegrees: 40,
  scalePercent: 35,
  shearPercent: 50,
  elastic: { alpha: 70, sigma: 6 },
});

/** One digit as a hand writes it: the same turn, stretch, lean and bends for everything it writes, then centred as every drawing is. */
function inHand(image: Uint8Array, hand: number): Uint8Array {
  const pixels = distortReference(image, STRONG, distortionStream(hand, 0, 0));
  return centreDigit({ pixels: Float32Array.from(pixels), width: IMAGE_SIDE, height: IMAGE_SIDE });
}

/** `each` digits of every class that this hand wrote: from `data`, from its example `from` on. */
export function writtenBy(
  hand: number,
  data: LabelledImages,
  each: number,
  from: number,
): LabelledImages {
  const wanted = new Map(data.classNames.map((_, k) => [k, each]));
  const images: Uint8Array[] = [];
  const labels: number[] = [];
  for (let i = from; images.length < each * data.classNames.length; i++) {
    const label = data.labels[i]!;
    const left = wanted.get(label)!;
    if (left === 0) continue;
    wanted.set(label, left - 1);
    images.push(inHand(data.images.subarray(i * PIXELS, (i + 1) * PIXELS), hand));
    labels.push(label);
  }
  const all = new Uint8Array(images.length * PIXELS);
  images.forEach((image, i) => {
    all.set(image, i * PIXELS);
  });
  return { images: all, labels: Uint8Array.from(labels), classNames: data.classNames };
}
