import { IMAGE_SIDE, PIXELS } from '../../core/network/types';
import type { FirstLayer } from './epoch-layers';

/** Space between two images, in their pixels. */
const GAP = 2;
const CELL = IMAGE_SIDE + GAP;

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
  for (let h = 0; h < units; h++) {
    const origin = Math.floor(h / columns) * CELL * width + (h % columns) * CELL;
    for (let d = 0; d < PIXELS; d++) {
      const at = origin + Math.floor(d / IMAGE_SIDE) * width + (d % IMAGE_SIDE);
      const value = Math.round(weights[d * stride + h]! * scale);
      pixels[at] = shades[n + Math.min(n, Math.max(-n, value))]!;
    }
  }
  return { width, height, pixels, limit };
}

/** The magnitude that 99 % of the shown units' weights stay below: a few strong ones must not leave all others pale. */
function fullColour(weights: Float32Array, stride: number, units: number): number {
  const magnitudes = new Float32Array(PIXELS * units);
  let i = 0;
  for (let d = 0; d < PIXELS; d++) {
    for (let h = 0; h < units; h++) magnitudes[i++] = Math.abs(weights[d * stride + h]!);
  }
  magnitudes.sort();
  return magnitudes[Math.floor(0.99 * magnitudes.length)] ?? 0;
}
