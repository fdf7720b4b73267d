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
  const squared = Float64Array.from(pixels, (p) => (isTarget(p) ? 0 : Infinity));
  for (let x = 0; x < width; x++) envelope(squared, x, width, height);
  for (let y = 0; y < height; y++) envelope(squared, y * width, 1, width);
  return Float32Array.from(squared, Math.sqrt);
}

/** Replaces f(i) by the least of f(j) + (i − j)² over all j, for `length` values from `start` on, `stride` apart. */
function envelope(values: Float64Array, start: number, stride: number, length: number): void {
  const f = Float64Array.from({ length }, (_, i) => values[start + i * stride]!);
  // The parabolas that are lowest somewhere, from left to right, and where each begins to be.
  const roots: number[] = [];
  const begins: number[] = [];
  for (let i = 0; i < length; i++) {
    if (f[i] === Infinity) continue;
    let begin = -Infinity;
    while (roots.length > 0) {
      const j = roots.at(-1)!;
      begin = (f[i]! + i * i - f[j]! - j * j) / (2 * (i - j));
      if (begin > begins.at(-1)!) break;
      roots.pop();
      begins.pop();
      begin = -Infinity;
    }
    roots.push(i);
    begins.push(begin);
  }
  if (roots.length === 0) return;
  let k = 0;
  for (let i = 0; i < length; i++) {
    while (k + 1 < roots.length && begins[k + 1]! <= i) k++;
    const j = roots[k]!;
    values[start + i * stride] = f[j]! + (i - j) ** 2;
  }
}
