import { IMAGE_SIDE, PIXELS } from '../../core/network/types';
import type { FirstLayer } from './epoch-layers';

/** Space between two images, in their pixels. */
const GAP = 2;
const CELL = IMAGE_SIDE + GAP;
/** Of a float32's bits, all but the sign. */
const MAGNITUDE = 0x7fffffff;
const HALF = 2 ** 16;

export interface WeightPicture {
  readonly width: number;
  readonly height: number;
  /** [height, width] packed colours; 0 (clear) between the images. */
  readonly pixels: Uint32Array;
  /** The magnitude that has the full colour; one weight in a hundred is beyond it. */
  readonly limit: number;
}

/**
 * The weights of the first `units` units as images of 28 × 28, in rows of `columns`: the colour of 0 is paper, and the same
 * magnitude is as strong on either side of it, on one scale for all.
 * @param shades [2n + 1] packed colours for −limit … limit
 */
export function paintWeights(
  { weights, units: stride }: FirstLayer,
  units: number,
  columns: number,
  shades: Uint32Array,
): WeightPicture {
  const rows = Math.ceil(units / columns);
  const width = columns * CELL - GAP;
  const height = Math.max(0, rows * CELL - GAP);
  const pixels = new Uint32Array(width * height);
  const limit = fullColour(weights, stride, units);
  const n = (shades.length - 1) / 2;
  const scale = limit === 0 ? 0 : n / limit;
  const origins = Uint32Array.from(
    { length: units },
    (_, h) => Math.floor(h / columns) * CELL * width + (h % columns) * CELL,
  );
  // Pixel by pixel and not unit by unit: in this order the weights lie in memory, which is what takes the time.
  for (let d = 0; d < PIXELS; d++) {
    const inImage = Math.floor(d / IMAGE_SIDE) * width + (d % IMAGE_SIDE);
    for (let h = 0; h < units; h++) {
      const value = Math.round(weights[d * stride + h]! * scale);
      pixels[origins[h]! + inImage] = shades[n + Math.min(n, Math.max(-n, value))]!;
    }
  }
  return { width, height, pixels, limit };
}

/**
 * The magnitude that 99 % of the shown units' weights stay below: a few strong ones must not leave all others pale. Without
 * sorting them: the bits of positive floats are in the order of the floats, so counting by their upper half, and among those by
 * their lower, finds the very one.
 */
function fullColour(weights: Float32Array, stride: number, units: number): number {
  const bits = new Uint32Array(weights.buffer, weights.byteOffset, weights.length);
  const rank = Math.floor(0.99 * PIXELS * units);
  const count = (keyOf: (magnitude: number) => number): Uint32Array => {
    const counts = new Uint32Array(HALF);
    for (let d = 0; d < PIXELS; d++) {
      for (let h = 0; h < units; h++) {
        const key = keyOf(bits[d * stride + h]! & MAGNITUDE);
        if (key >= 0) counts[key]!++;
      }
    }
    return counts;
  };
  const upper = find(
    count((magnitude) => magnitude >>> 16),
    rank,
  );
  const lower = find(
    count((magnitude) => (magnitude >>> 16 === upper.key ? magnitude & (HALF - 1) : -1)),
    rank - upper.before,
  );
  return new Float32Array(Uint32Array.of((upper.key << 16) | lower.key).buffer)[0]!;
}

/** Which key has the value of this rank, and how many come before the first of that key. */
function find(counts: Uint32Array, rank: number): { key: number; before: number } {
  let before = 0;
  let key = 0;
  while (key < counts.length - 1 && before + counts[key]! <= rank) before += counts[key++]!;
  return { key, before };
}
