import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { BOX_SIDE, inkBox } from '../digit/centre';
import { IMAGE_SIDE } from '../network/types';
import {
  BUMPS,
  bumps,
  MIDDLE,
  noHandMap,
  PAPER,
  PAPER_MIDDLE,
  type HandMap,
  type Sources,
} from './hand-map';
import { SAMPLES, sampleX, sampleY, slopes } from './softened';

/** A known digit as the hand would write it by the map at hand. */
export interface Written {
  /** [PAPER, PAPER] before it is centred, [784] after. */
  readonly paper: Float32Array;
  readonly image: Uint8Array;
  /** [SAMPLES] */
  readonly soft: Float64Array;
}

/** A drawing, softened, and a known digit of its class that it is like. */
export interface Pair {
  readonly drawing: Float64Array;
  readonly written: Written;
}

/** What a map costs beside what it explains: Σ weight · (value − none)². Chosen on simulated hands (seeds 1 to 8). */
const PRICE = { linear: 0.005, bend: 7.5e-5 };

const LINEAR = 4;

/** A map's parameters less those of no map, and what each costs squared. */
function priced({ linear, bends }: HandMap): readonly { value: number; weight: number }[] {
  return [
    ...linear.map((value, i) => ({ value: value - noHandMap.linear[i]!, weight: PRICE.linear })),
    ...bends.map((value) => ({ value, weight: PRICE.bend })),
  ];
}

export function priceOf(map: HandMap): number {
  return priced(map).reduce((sum, { value, weight }) => sum + weight * value ** 2, 0);
}

/**
 * The map after one step of Gauss and Newton, damped as by Levenberg and Marquardt, towards the least mean squared difference
 * between drawings and written digits: image alignment with additive updates (Lucas & Kanade 1981; Baker & Matthews 2004,
 * section 2). `bending`: the bends, too, and not M alone.
 */
export function fitStep(
  map: HandMap,
  pairs: readonly Pair[],
  sources: Sources,
  bending: boolean,
  damping: number,
): HandMap {
  const prices = priced(map).slice(0, bending ? undefined : LINEAR);
  const n = prices.length;
  const normal = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (const pair of pairs) {
    const { columns, lacking } = linearised(pair, sources, n);
    for (let a = 0; a < n; a++) {
      right[a]! += dot(columns[a]!, lacking) / pairs.length;
      for (let b = 0; b <= a; b++) {
        normal[a * n + b]! += dot(columns[a]!, columns[b]!) / pairs.length;
      }
    }
  }
  const matrix = new Matrix(n, n);
  prices.forEach(({ value, weight }, a) => {
    right[a]! -= weight * value;
    for (let b = 0; b < a; b++) {
      matrix.set(a, b, normal[a * n + b]!);
      matrix.set(b, a, normal[a * n + b]!);
    }
    matrix.set(a, a, normal[a * n + a]! * (1 + damping) + weight);
  });
  const change = new CholeskyDecomposition(matrix).solve(Matrix.columnVector(right));
  const moved = (values: readonly number[], from: number) =>
    values.map((value, i) => (from + i < n ? value + change.get(from + i, 0) : value));
  return {
    linear: moved(map.linear, 0) as HandMap['linear'],
    bends: moved(map.bends, LINEAR),
  };
}

/**
 * How the written digit changes with each of the first `n` parameters, [n][SAMPLES], and what it lacks of the drawing, both
 * without what shifting and resizing could do: every digit is centred, and brought to one size.
 */
function linearised(
  { drawing, written }: Pair,
  sources: Sources,
  n: number,
): { columns: readonly Float64Array[]; lacking: Float64Array } {
  const { paper, image, soft } = written;
  const box = inkBox({ pixels: paper, width: PAPER, height: PAPER });
  const scale = box === null ? 1 : BOX_SIDE / Math.max(box.width, box.height);
  const on = massCentre(paper, PAPER);
  const to = massCentre(image, IMAGE_SIDE);
  const slope = slopes(image);
  const resized = new Float64Array(SAMPLES);
  const columns = Array.from({ length: n }, () => new Float64Array(SAMPLES));
  const lacking = new Float64Array(SAMPLES);
  const onPaper = (place: number) => Math.min(Math.max(Math.round(place), 1), PAPER - 2);
  for (let i = 0; i < SAMPLES; i++) {
    lacking[i] = drawing[i]! - soft[i]!;
    const slopeX = slope.x[i]!;
    const slopeY = slope.y[i]!;
    if (slopeX === 0 && slopeY === 0) continue;
    const fromX = sampleX[i]! - to.x;
    const fromY = sampleY[i]! - to.y;
    resized[i] = slopeX * fromX + slopeY * fromY;

    // The slope in the known digit, by the chain rule through centring (scale) and map (its derivatives here, xx to yy).
    const x = onPaper(on.x + fromX / scale);
    const y = onPaper(on.y + fromY / scale);
    const at = y * PAPER + x;
    const xx = (sources.x[at + 1]! - sources.x[at - 1]!) / 2;
    const xy = (sources.x[at + PAPER]! - sources.x[at - PAPER]!) / 2;
    const yx = (sources.y[at + 1]! - sources.y[at - 1]!) / 2;
    const yy = (sources.y[at + PAPER]! - sources.y[at - PAPER]!) / 2;
    const determinant = xx * yy - xy * yx;
    // Folded paper: nothing to be learnt here.
    if (determinant < LEAST_DETERMINANT) continue;
    const knownX = (scale * (yy * slopeX - yx * slopeY)) / determinant;
    const knownY = (scale * (xx * slopeY - xy * slopeX)) / determinant;

    columns[0]![i] = knownX * (x - PAPER_MIDDLE);
    columns[1]![i] = knownX * (y - PAPER_MIDDLE);
    columns[2]![i] = knownY * (x - PAPER_MIDDLE);
    columns[3]![i] = knownY * (y - PAPER_MIDDLE);
    if (n === LINEAR) continue;
    for (let j = 0; j < BUMPS; j++) {
      for (let k = 0; k < BUMPS; k++) {
        const bump = bumps[y * BUMPS + j]! * bumps[x * BUMPS + k]!;
        columns[LINEAR + j * BUMPS + k]![i] = knownX * bump;
        columns[LINEAR + (BUMPS + j) * BUMPS + k]![i] = knownY * bump;
      }
    }
  }
  const free = orthonormal([slope.x, slope.y, resized]);
  for (const vector of [...columns, lacking]) for (const unit of free) takeOut(vector, unit);
  return { columns, lacking };
}

const LEAST_DETERMINANT = 0.1;

/** Vectors that span the same, each of length 1 and at right angles to the others (Gram–Schmidt). */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const units: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    for (const unit of units) takeOut(rest, unit);
    const length = Math.sqrt(dot(rest, rest));
    if (length > 1e-9) units.push(rest.map((value) => value / length));
  }
  return units;
}

function takeOut(vector: Float64Array, unit: Float64Array): void {
  const along = dot(vector, unit);
  for (let i = 0; i < SAMPLES; i++) vector[i]! -= along * unit[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** As pixels' indices; the middle of a digit's field where there is no ink. */
function massCentre(pixels: Float32Array | Uint8Array, width: number): { x: number; y: number } {
  let mass = 0;
  let momentX = 0;
  let momentY = 0;
  for (let i = 0; i < pixels.length; i++) {
    mass += pixels[i]!;
    momentX += pixels[i]! * (i % width);
    momentY += pixels[i]! * Math.floor(i / width);
  }
  return mass === 0 ? { x: MIDDLE, y: MIDDLE } : { x: momentX / mass, y: momentY / mass };
}
