import { nearestRows } from './nearest-rows';

/** Some images of a data set on a plane; n of them. */
export interface DigitMap {
  /** [n] which images: their numbers in the data set, training images first. Ascending. */
  readonly numbers: Uint32Array;
  /** [n] places; only what lies near to what means something, not the axes. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** [n] the label most of its ten nearest on the map have. */
  readonly around: Uint8Array;
  /** The dimensions the images were reduced to before, and the share of the variance that these keep, 0–1. */
  readonly components: number;
  readonly kept: number;
}

const NEIGHBOURS = 10;

/** Of each place the label that most of its ten nearest have; of equally frequent ones the smaller. Its own does not count. */
export function surroundings(
  x: Float32Array,
  y: Float32Array,
  labels: Uint8Array,
  classes: number,
): Uint8Array {
  const rows = new Float64Array(x.length * 2);
  for (let n = 0; n < x.length; n++) {
    rows[2 * n] = x[n]!;
    rows[2 * n + 1] = y[n]!;
  }
  const { indices } = nearestRows(rows, 2, Math.min(NEIGHBOURS + 1, x.length));
  return Uint8Array.from(indices, ([, ...others]) => {
    const counts = new Array<number>(classes).fill(0);
    for (const other of others) counts[labels[other]!]! += 1;
    return counts.indexOf(Math.max(...counts));
  });
}
