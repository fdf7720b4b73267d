import type { InkPicture } from './raster';

/** Part of a picture, in its pixels. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** For one axis: which source pixels make up each target pixel, and in what parts (each target's weights sum to the share of it that the source covers). */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Float32Array[];
}

/**
 * Scales a region so that its longer side is `side` pixels, keeping its aspect ratio. Shrinking averages areas; enlarging
 * interpolates linearly; at the same size nothing changes. The shorter side is centred in the fewest whole pixels that hold it.
 */
export function resample(picture: InkPicture, region: Region, side: number): InkPicture {
  const scale = side / Math.max(region.width, region.height);
  const across = axisTaps(region.left, region.width, scale);
  const down = axisTaps(region.top, region.height, scale);
  const width = across.weights.length;
  const height = down.weights.length;

  // Rows first: [region.height, width].
  const rows = new Float32Array(region.height * width);
  for (let y = 0; y < region.height; y++) {
    const from = (region.top + y) * picture.width;
    for (let x = 0; x < width; x++) rows[y * width + x] = weigh(picture.pixels, from, 1, across, x);
  }
  const pixels = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[y * width + x] = weigh(rows, x - region.top * width, width, down, y);
    }
  }
  return { pixels, width, height };
}

function weigh(
  source: Uint8Array | Float32Array,
  origin: number,
  stride: number,
  taps: Taps,
  target: number,
): number {
  const weights = taps.weights[target]!;
  let at = origin + taps.first[target]! * stride;
  let sum = 0;
  for (const weight of weights) {
    sum += weight * source[at]!;
    at += stride;
  }
  return sum;
}

function axisTaps(start: number, length: number, scale: number): Taps {
  const scaled = length * scale;
  // The small slack keeps 20.000000001 from becoming 21 pixels.
  const targets = Math.max(1, Math.ceil(scaled - 1e-6));
  const margin = (targets - scaled) / 2;
  const first = new Int32Array(targets);
  const weights: Float32Array[] = [];
  for (let i = 0; i < targets; i++) {
    // The target pixel's edges, in source pixels from the region's start.
    const from = (i - margin) / scale;
    const to = (i + 1 - margin) / scale;
    const tap = scale <= 1 ? areaTap(from, to, length) : linearTap((from + to) / 2, length);
    first[i] = start + tap.first;
    weights.push(tap.weights);
  }
  return { first, weights };
}

/** Each source pixel counts with the part of the target pixel it covers. */
function areaTap(
  from: number,
  to: number,
  length: number,
): { first: number; weights: Float32Array } {
  const begin = Math.min(length - 1, Math.max(0, Math.floor(from + 1e-6)));
  const end = Math.max(begin + 1, Math.min(length, Math.ceil(to - 1e-6)));
  const weights = new Float32Array(end - begin);
  for (let s = begin; s < end; s++) {
    const overlap = Math.min(s + 1, to) - Math.max(s, from);
    weights[s - begin] = Math.max(0, overlap) / (to - from);
  }
  return { first: begin, weights };
}

/** The two source pixels whose centres lie on either side of `centre`; beyond the region there is paper. */
function linearTap(centre: number, length: number): { first: number; weights: Float32Array } {
  const left = Math.floor(centre - 0.5);
  const part = centre - 0.5 - left;
  if (left < 0) return { first: 0, weights: Float32Array.of(part) };
  if (left + 1 >= length) return { first: length - 1, weights: Float32Array.of(1 - part) };
  return { first: left, weights: Float32Array.of(1 - part, part) };
}
