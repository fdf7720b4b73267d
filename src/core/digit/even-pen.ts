import { BOX_SIDE, inkBox } from './centre';
import { distanceTo } from './distance';
import { MNIST_PEN } from './pen';
import type { InkPicture } from './raster';
import { resample } from './resample';

/** Pixels of the working picture a pixel of the field, so that a stroke is some twenty pixels broad and can be measured. */
const FINENESS = 8;
/** A margin around the digit, in working pixels, for ink that grows: the most a hairline grows to each side, and a little more. */
const MARGIN = 3 * FINENESS;
/** No more of a stroke's breadth is taken from each side than this part of it: its finer parts must not break. */
const MOST_TAKEN = 0.3;

/**
 * Gives the digit's strokes a breadth that MNIST shows. A fineliner's line on a large photo would come out as a faint trace
 * when the digit shrinks to 20 pixels, a marker's would close the loops. Strokes grow or shrink by the same distance on each side;
 * a pen within MNIST's range is left exactly as it is.
 */
export function evenPen(ink: InkPicture): InkPicture {
  const box = inkBox(ink);
  if (box === null) return ink;
  const working = withMargin(resample(ink, box, BOX_SIDE * FINENESS));
  const inside = distanceTo(working, (p) => p < 128);
  const pen = meanBreadth(working, inside);
  const wanted = Math.min(MNIST_PEN.broad, Math.max(MNIST_PEN.thin, pen / FINENESS));
  if (wanted === pen / FINENESS) return ink;

  // Growing by g on each side also makes the digit longer by 2g, and it is then fitted into the box again:
  // (pen + 2g) / (20 f + 2g) = wanted / 20.
  const grow = (FINENESS * wanted - pen) / (2 * (1 - wanted / BOX_SIDE));
  const by = Math.max(grow, -MOST_TAKEN * pen);
  const outside = distanceTo(working, (p) => p >= 128);
  return {
    ...working,
    pixels: inside.map((d, i) => {
      // Signed distance to the ink's edge, positive inside; distances run between centres of pixels, hence the half.
      const depth = d > 0 ? d - 0.5 : 0.5 - outside[i]!;
      return 255 * Math.min(1, Math.max(0, depth + by + 0.5));
    }),
  };
}

/** A long bar of breadth b has its pixels on average b/4 away from its edge. */
function meanBreadth({ pixels }: InkPicture, inside: Float32Array): number {
  let sum = 0;
  let count = 0;
  pixels.forEach((p, i) => {
    if (p < 128) return;
    sum += inside[i]! - 0.5;
    count++;
  });
  return count === 0 ? 0 : (4 * sum) / count;
}

function withMargin({ pixels, width, height }: InkPicture): InkPicture {
  const wide = width + 2 * MARGIN;
  const out = new Float32Array(wide * (height + 2 * MARGIN));
  for (let y = 0; y < height; y++) {
    out.set(pixels.subarray(y * width, (y + 1) * width), (y + MARGIN) * wide + MARGIN);
  }
  return { pixels: out, width: wide, height: height + 2 * MARGIN };
}
