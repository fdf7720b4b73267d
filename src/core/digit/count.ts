import { inkBox } from './centre';
import type { InkPicture } from './raster';

/** Digits beside each other: each at least so high, of the whole height, with at least so much of the ink. */
const TALL = 0.55;
const SHARE = 0.25;
/** One above the other: both have about as much ink; a 5's bar or a broken 3's half have less, or hardly a gap. */
const SHARE_ABOVE = 0.3;
/** Paper between two digits, as a part of the height of all ink. */
const GAP = 0.06;

interface Band {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/**
 * How many digits there seem to be in a picture's ink: parts that stand beside or above each other with paper between them,
 * and are large enough to be digits. Writing that touches counts as one.
 */
export function countDigits(ink: InkPicture): number {
  const box = inkBox(ink);
  if (box === null) return 0;
  const { pixels, width } = ink;
  const columns = new Float64Array(box.width);
  const rows = new Float64Array(box.height);
  const columnTops = new Int32Array(box.width).fill(box.height);
  const columnBottoms = new Int32Array(box.width).fill(-1);
  let total = 0;
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const p = pixels[(box.top + y) * width + box.left + x]!;
      if (p < 16) continue;
      columns[x]! += p;
      rows[y]! += p;
      total += p;
      if (y < columnTops[x]!) columnTops[x] = y;
      columnBottoms[x] = y;
    }
  }
  const gap = Math.max(2, GAP * box.height);
  const beside = bands(columns, gap).filter(({ from, to }) => {
    const top = Math.min(...columnTops.subarray(from, to));
    const bottom = Math.max(...columnBottoms.subarray(from, to));
    return bottom - top + 1 >= TALL * box.height && inkOf(columns, from, to) >= SHARE * total;
  });
  const above = bands(rows, gap).filter(
    ({ from, to }) => inkOf(rows, from, to) >= SHARE_ABOVE * total,
  );
  return Math.max(1, beside.length, above.length);
}

/** Where there is ink, cut at every stretch of paper at least `gap` long. */
function bands(profile: Float64Array, gap: number): Band[] {
  const found: Band[] = [];
  let from = -1;
  let lastInk = -1;
  for (let i = 0; i < profile.length; i++) {
    if (profile[i] === 0) continue;
    if (from >= 0 && i - lastInk > gap) {
      found.push({ from, to: lastInk + 1 });
      from = -1;
    }
    if (from < 0) from = i;
    lastInk = i;
  }
  if (from >= 0) found.push({ from, to: lastInk + 1 });
  return found;
}

function inkOf(profile: Float64Array, from: number, to: number): number {
  return profile.subarray(from, to).reduce((sum, value) => sum + value, 0);
}
