// How MNIST was made from NIST's forms (LeCun, Bottou, Bengio & Haffner 1998, section III-A): each digit was "size normalized
// to fit in a 20×20 pixel box while preserving [its] aspect ratio", with grey levels from the anti-aliasing, then moved so
// that its centre of mass is the centre of a 28×28 field.
import { IMAGE_SIDE, PIXELS, type Pixels28 } from '../network/types';
import type { InkPicture } from './raster';
import { resample } from './resample';

/** The longer side of a digit, in pixels of the 28×28 field. */
export const BOX_SIDE = 20;

/**
 * Where MNIST puts the centre of mass, as a pixel's index: measured, the 60,000 training digits have it in [13.5, 14.5) both
 * ways, spread evenly. So it is pixel 14, and digits were moved by whole pixels, never blurred.
 */
const CENTRE = IMAGE_SIDE / 2;

/** A pixel this faint, relative to the darkest, does not widen the box around the ink: noise and the last of a soft edge. */
const FAINT = 1 / 64;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest box around the ink, or null where there is none. */
export function inkBox({ pixels, width, height }: InkPicture): Box | null {
  let darkest = 0;
  for (const p of pixels) if (p > darkest) darkest = p;
  if (darkest === 0) return null;
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x]! < darkest * FAINT) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** A digit anywhere in a picture, at any size, as MNIST would show it. An empty picture gives an empty field. */
export function centreDigit(ink: InkPicture): Pixels28 {
  const box = inkBox(ink);
  return box === null ? emptyField() : placeByMass(resample(ink, box, BOX_SIDE));
}

/** A field without ink. */
export function emptyField(): Pixels28 {
  return new Uint8Array(PIXELS) as Pixels28;
}

/**
 * Puts a picture of at most 28×28 that already has its final size into the field, moved by whole pixels so that its centre of
 * mass falls on MNIST's, or as near as it can without pushing ink over the edge.
 */
export function placeByMass({ pixels, width, height }: InkPicture): Pixels28 {
  let mass = 0;
  let momentX = 0;
  let momentY = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = pixels[y * width + x]!;
      mass += p;
      momentX += p * x;
      momentY += p * y;
    }
  }
  const field = emptyField();
  if (mass === 0) return field;
  const left = wholeShift(momentX / mass, width);
  const top = wholeShift(momentY / mass, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      field[(y + top) * IMAGE_SIDE + x + left] = Math.round(pixels[y * width + x]!);
    }
  }
  return field;
}

/** The whole number of pixels that brings `mean` into [13.5, 14.5), held so that `size` pixels stay inside the field. */
function wholeShift(mean: number, size: number): number {
  // A symmetric digit of even size has its mean exactly between two pixels; the slack keeps rounding from choosing the other.
  const shift = Math.ceil(CENTRE - 0.5 - mean - 1e-5);
  return Math.min(Math.max(shift, 0), IMAGE_SIDE - size);
}
