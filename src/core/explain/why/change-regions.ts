import { BOX_SIDE } from '../../digit/centre';
import { IMAGE_SIDE } from '../../network/types';

/** Thirds of the 20×20 box digits are fitted into; what lies outside it belongs to the nearest. */
const regions = [
  'topLeft',
  'top',
  'topRight',
  'left',
  'middle',
  'right',
  'bottomLeft',
  'bottom',
  'bottomRight',
] as const;
type Region = (typeof regions)[number];

/** Ink of one sign. */
export interface InkChange {
  /** As a part of all ink of the original. */
  readonly part: number;
  /** Where most of it lies, the most first; at most `MOST_NAMED`. */
  readonly where: readonly Region[];
  /** Whether the named regions hold less than `ENOUGH` of it: it is all over the place. */
  readonly scattered: boolean;
}

/** What of a change the regions named hold together, where they do. */
const ENOUGH = 0.6;
const MOST_NAMED = 3;

/** Where ink was added and where taken away between two images [784], 0–255. */
export function changeRegions(
  before: Uint8Array,
  after: Uint8Array,
): { added: InkChange; removed: InkChange } {
  const ink = before.reduce((sum, p) => sum + p, 0);
  const masses = { added: new Float64Array(9), removed: new Float64Array(9) };
  for (let d = 0; d < before.length; d++) {
    const change = after[d]! - before[d]!;
    const region = third(Math.floor(d / IMAGE_SIDE)) * 3 + third(d % IMAGE_SIDE);
    masses[change > 0 ? 'added' : 'removed'][region]! += Math.abs(change);
  }
  return { added: summary(masses.added, ink), removed: summary(masses.removed, ink) };
}

function third(place: number): number {
  const margin = (IMAGE_SIDE - BOX_SIDE) / 2;
  return Math.min(2, Math.max(0, Math.floor((3 * (place + 0.5 - margin)) / BOX_SIDE)));
}

function summary(mass: Float64Array, ink: number): InkChange {
  const total = mass.reduce((sum, m) => sum + m, 0);
  const order = Array.from(mass.keys()).sort((a, b) => mass[b]! - mass[a]! || a - b);
  const where: Region[] = [];
  let held = 0;
  for (const r of order) {
    if (held >= ENOUGH * total || where.length === MOST_NAMED || mass[r] === 0) break;
    where.push(regions[r]!);
    held += mass[r]!;
  }
  return { part: ink === 0 ? 0 : total / ink, where, scattered: held < ENOUGH * total };
}
