import { IMAGE_SIDE, PIXELS } from '../network/types';

// Digits are compared softened, so that strokes a few pixels apart still feel each other, and at every other pixel: at this
// softness the pixels between say the same.

/** Standard deviation of the Gaussian, pixels. */
const SOFTNESS = 1.5;
const REACH = Math.ceil(2.5 * SOFTNESS);
const STEP = 2;
/** Samples along one axis, and of a digit. */
const SIDE = IMAGE_SIDE / STEP;
export const SAMPLES = SIDE * SIDE;

/** The pixel's index, along one axis, at which the samples of one row or column lie. */
const placeOf = (sample: number) => sample * STEP + (STEP - 1);

/** Where each sample lies, as pixels' indices. */
export const sampleX = Float64Array.from({ length: SAMPLES }, (_, i) => placeOf(i % SIDE));
export const sampleY = Float64Array.from({ length: SAMPLES }, (_, i) =>
  placeOf(Math.floor(i / SIDE)),
);

const offsets = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH);
const bell = offsets.map((d) => Math.exp(-(d ** 2) / (2 * SOFTNESS ** 2)));
const total = bell.reduce((sum, value) => sum + value, 0);
/** Grey levels 0–255 become 0–1 on the way, half of it along each axis. */
const smooth = Float64Array.from(bell, (value) => value / total / Math.sqrt(255));
/** Its derivative: what it gives is the slope of what `smooth` gives, a pixel. */
const slope = smooth.map((value, i) => (value * offsets[i]!) / SOFTNESS ** 2);

/** An image [784] softened, [SAMPLES], 0–1. */
export function softened(image: Uint8Array): Float64Array {
  return filtered(image, smooth, smooth);
}

/** The slopes of `softened`, [SAMPLES] along x and along y, a pixel. */
export function slopes(image: Uint8Array): { x: Float64Array; y: Float64Array } {
  return { x: filtered(image, slope, smooth), y: filtered(image, smooth, slope) };
}

function filtered(image: Uint8Array, across: Float64Array, down: Float64Array): Float64Array {
  if (image.length !== PIXELS) throw new RangeError(`an image has ${PIXELS} pixels`);
  // Rows first: [28, SIDE].
  const rows = new Float64Array(IMAGE_SIDE * SIDE);
  const side = IMAGE_SIDE;
  for (let y = 0; y < side; y++) {
    for (let i = 0; i < SIDE; i++) {
      const middle = placeOf(i);
      const from = Math.max(0, middle - REACH);
      const to = Math.min(side - 1, middle + REACH);
      let sum = 0;
      for (let x = from; x <= to; x++) sum += across[x - middle + REACH]! * image[y * side + x]!;
      rows[y * SIDE + i] = sum;
    }
  }
  const samples = new Float64Array(SAMPLES);
  for (let j = 0; j < SIDE; j++) {
    const middle = placeOf(j);
    const from = Math.max(0, middle - REACH);
    const to = Math.min(side - 1, middle + REACH);
    for (let i = 0; i < SIDE; i++) {
      let sum = 0;
      for (let y = from; y <= to; y++) sum += down[y - middle + REACH]! * rows[y * SIDE + i]!;
      samples[j * SIDE + i] = sum;
    }
  }
  return samples;
}
