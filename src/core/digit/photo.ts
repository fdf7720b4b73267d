import type { Pixels28 } from '../network/types';
import { fitBackground, otsu } from './background';
import { centreDigit, emptyField } from './centre';
import { evenPen } from './even-pen';
import type { InkPicture } from './raster';
import { resample } from './resample';
import { keepDigit } from './specks';

/** A grey picture as a camera or a painting program gives it: row-major, 0 black to 255 white, ink in either. */
export interface GreyPicture {
  readonly pixels: Uint8Array | Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Larger pictures are shrunk to this first: a digit a tenth as high still has twice the pixels it needs. */
const WORKING_SIDE = 512;
/** What differs less from the paper, in grey levels of 256, is not taken for ink. */
const LEAST_CONTRAST = 16;

/**
 * What the network sees of one digit in a photo, a scan or an image file. Dark on light or light on dark is found from the
 * picture; uneven light, grain, specks and a pen finer or broader than MNIST's are evened out. A picture without ink gives an
 * empty field.
 */
export function photoToPixels(photo: GreyPicture): Pixels28 {
  const ink = findInk(photo);
  return ink === null ? emptyField() : inkToPixels(ink);
}

/** The same from the ink `findInk` has found. */
export function inkToPixels(ink: InkPicture): Pixels28 {
  return centreDigit(evenPen(ink));
}

/** The ink alone, 0 (paper) to 255 (ink) with its soft edges, at most 512 pixels long; null if nothing stands out. */
export function findInk(photo: GreyPicture): InkPicture | null {
  const { pixels, width, height } = shrink(photo);
  const { level, noise } = fitBackground({ pixels, width, height });

  // How far each pixel stands out from the paper, on the ink's side. Cubes let the strong few outweigh the many faint.
  let darker = 0;
  let lighter = 0;
  const contrast = level.map((paper, i) => paper - pixels[i]!);
  for (const c of contrast) {
    if (c > 0) darker += c * c * c;
    else lighter -= c * c * c;
  }
  const sign = darker >= lighter ? 1 : -1;
  for (let i = 0; i < contrast.length; i++) contrast[i] = Math.max(0, sign * contrast[i]!);

  const surely = Math.max(LEAST_CONTRAST, otsu(contrast));
  const strong = contrast.filter((c) => c > surely).sort();
  if (strong.length === 0) return null;
  // Full ink is what most of the ink reaches; nothing is what the paper's grain reaches.
  const full = strong[Math.floor(strong.length * 0.7)]!;
  const none = Math.min(3 * noise, full / 2);
  const kept = keepDigit({ pixels: contrast, width, height }, none, surely);
  return {
    pixels: kept.map((c) => Math.min(255, Math.max(0, (255 * (c - none)) / (full - none)))),
    width,
    height,
  };
}

function shrink(photo: GreyPicture): InkPicture {
  const long = Math.max(photo.width, photo.height);
  if (long <= WORKING_SIDE) return photo;
  const whole = { left: 0, top: 0, width: photo.width, height: photo.height };
  const small = resample(photo, whole, WORKING_SIDE);
  // The last row or column may be covered in part: what is missing is no ink, and no paper either.
  const all = { ...photo, pixels: new Float32Array(photo.pixels.length).fill(1) };
  const cover = resample(all, whole, WORKING_SIDE).pixels;
  return { ...small, pixels: Float32Array.from(small.pixels, (p, i) => p / cover[i]!) };
}
