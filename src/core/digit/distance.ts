import type { InkPicture } from './raster';

/**
 * For each pixel the Euclidean distance to the nearest pixel for which `isTarget` holds (0 on such a pixel, Infinity if there is
 * none), in time linear in the pixels: squared distances along columns, then rows, as lower envelopes of parabolas
 * (Felzenszwalb & Huttenlocher 2012, "Distance transforms of sampled functions").
 */
export function distanceTo(
  { pixels, width, height }: InkPicture,
  isTarget: (pixel: number) => boolean,
): Float32Array {
  const distances = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) distances[i] = isTarget(pixels[i]!) ? 0 : Infinity;
  const scratch = new Scratch(Math.max(width, height));
  for (let x = 0; x < width; x++) lowerEnvelope(distances, x, width, height, scratch);
  for (let y = 0; y < height; y++) lowerEnvelope(distances, y * width, 1, width, scratch);
  return distances.map(Math.sqrt);
}

/** Room for one line of pixels, used again for each. */
class Scratch {
  readonly f: Float64Array;
  /** The parabolas that are lowest somewhere, from left to right, and where each begins to be. */
  readonly roots: Int32Array;
  readonly begins: Float64Array;

  constructor(length: number) {
    this.f = new Float64Array(length);
    this.roots = new Int32Array(length);
    this.begins = new Float64Array(length);
  }
}

/** Replaces f(i) by the least of f(j) + (i − j)² over all j, for `length` values from `start` on, `stride` apart. */
function lowerEnvelope(
  values: Float32Array,
  start: number,
  stride: number,
  length: number,
  { f, roots, begins }: Scratch,
): void {
  for (let i = 0; i < length; i++) f[i] = values[start + i * stride]!;
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (f[i] === Infinity) continue;
    let begin = -Infinity;
    while (count > 0) {
      const j = roots[count - 1]!;
      begin = (f[i]! + i * i - f[j]! - j * j) / (2 * (i - j));
      if (begin > begins[count - 1]!) break;
      count--;
      begin = -Infinity;
    }
    roots[count] = i;
    begins[count] = begin;
    count++;
  }
  if (count === 0) return;
  let k = 0;
  for (let i = 0; i < length; i++) {
    while (k + 1 < count && begins[k + 1]! <= i) k++;
    const j = roots[k]!;
    values[start + i * stride] = f[j]! + (i - j) * (i - j);
  }
}
