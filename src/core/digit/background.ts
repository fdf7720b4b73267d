import type { InkPicture } from './raster';

/** A surface's coefficients of 1, x, y, x², xy, y², with x and y from −1 to 1 over the picture. */
type Surface = readonly [number, number, number, number, number, number];
const TERMS = 6;
/** Enough pixels to place six numbers well; more would only take time. */
const SAMPLES = 4_000;
const ROUNDS = 4;

/** How bright the paper is everywhere, and how much it wavers around that. */
export interface Background {
  /** [height, width], in the picture's own grey levels. */
  readonly level: Float32Array;
  /** Standard deviation of the paper around its level: its grain, the camera's noise. */
  readonly noise: number;
}

/**
 * The paper behind the ink, as a smooth surface of second order: it follows a lamp at one side or darker corners, but no hard
 * shadow. It begins from the border's median, since people leave paper around a digit, and then fits whatever lies near the
 * surface found before, which leaves the ink out.
 */
export function fitBackground(picture: InkPicture): Background {
  const { pixels, width, height } = picture;
  const stride = Math.max(1, Math.floor(Math.sqrt((width * height) / SAMPLES)));
  const samples: number[] = [];
  for (let y = 0; y < height; y += stride) {
    for (let x = 0; x < width; x += stride) samples.push(y * width + x);
  }
  let surface: Surface = [borderMedian(picture), 0, 0, 0, 0, 0];
  let noise = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const distances = samples.map((at) => Math.abs(pixels[at]! - heightAt(surface, at, picture)));
    // First, what is not ink by the coarse cut; then what the paper's own wavering explains.
    const limit = round === 0 ? otsu(distances) : 3 * noise + 1;
    const paper = samples.filter((_, i) => distances[i]! <= limit);
    surface = fitSurface(paper, picture) ?? surface;
    const left = paper.map((at) => Math.abs(pixels[at]! - heightAt(surface, at, picture)));
    // A normal distribution has half of its values within 0.6745 standard deviations.
    noise = median(left) / 0.6745;
  }
  const level = new Float32Array(width * height);
  for (let at = 0; at < level.length; at++) level[at] = heightAt(surface, at, picture);
  return { level, noise };
}

function place(at: number, { width, height }: InkPicture): { x: number; y: number } {
  const column = at % width;
  const row = (at - column) / width;
  return { x: (2 * column + 1) / width - 1, y: (2 * row + 1) / height - 1 };
}

/** The surface at the pixel with index `at`. */
function heightAt(surface: Surface, at: number, picture: InkPicture): number {
  const { x, y } = place(at, picture);
  return (
    surface[0] +
    (surface[1] + surface[3] * x + surface[4] * y) * x +
    (surface[2] + surface[5] * y) * y
  );
}

/** Least squares by the normal equations and Gaussian elimination; null if the pixels do not determine the surface. */
function fitSurface(pixelsAt: readonly number[], picture: InkPicture): Surface | null {
  // [TERMS, TERMS + 1]: the matrix and, last, the right-hand side.
  const m = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 1));
  for (const at of pixelsAt) {
    const { x, y } = place(at, picture);
    const row = [1, x, y, x * x, x * y, y * y, picture.pixels[at]!];
    for (let i = 0; i < TERMS; i++) {
      for (let j = 0; j <= TERMS; j++) m[i]![j]! += row[i]! * row[j]!;
    }
  }
  for (let i = 0; i < TERMS; i++) {
    const pivot = m[i]![i]!;
    if (pivot < 1e-6 * pixelsAt.length) return null;
    for (let r = 0; r < TERMS; r++) {
      if (r === i) continue;
      const factor = m[r]![i]! / pivot;
      for (let c = i; c <= TERMS; c++) m[r]![c]! -= factor * m[i]![c]!;
    }
  }
  const solution = (i: number) => m[i]![TERMS]! / m[i]![i]!;
  return [solution(0), solution(1), solution(2), solution(3), solution(4), solution(5)];
}

function borderMedian({ pixels, width, height }: InkPicture): number {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(pixels[x]!, pixels[(height - 1) * width + x]!);
  for (let y = 1; y < height - 1; y++)
    border.push(pixels[y * width]!, pixels[(y + 1) * width - 1]!);
  return median(border);
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? 0 : sorted[Math.floor(sorted.length / 2)]!;
}

/** The level that best parts values of 0–255 into two groups, each close together (Otsu 1979): the greatest variance between them. */
export function otsu(values: Iterable<number>): number {
  const counts = new Float64Array(256);
  let total = 0;
  let sum = 0;
  for (const value of values) {
    const bin = Math.min(255, Math.max(0, Math.round(value)));
    counts[bin]! += 1;
    total += 1;
    sum += bin;
  }
  let below = 0;
  let sumBelow = 0;
  let best = 0;
  let level = 0;
  for (let bin = 0; bin < 255; bin++) {
    below += counts[bin]!;
    sumBelow += bin * counts[bin]!;
    if (below === 0 || below === total) continue;
    const gap = sumBelow / below - (sum - sumBelow) / (total - below);
    const between = below * (total - below) * gap * gap;
    if (between > best) {
      best = between;
      level = bin;
    }
  }
  return level;
}
