import { IMAGE_SIDE } from '../network/types';

// Simard's displacement field is white noise, uniform in ±1 on every pixel, smoothed by a Gaussian of standard deviation σ. By
// the central limit theorem its values are normally distributed, with mean 0 and the covariance
//   1/3 · g(x − x′) · g(y − y′),  g(d) = exp(−d²/4σ²) / (2√π σ),
// and that is all there is to know about it. Such a field needs no noise on 784 pixels: with any matrix B for which B·Bᵀ has
// the elements exp(−(x − x′)²/4σ²), the field  B · Z · Bᵀ  has this covariance when Z is a square of independent standard
// normal numbers. A field smooth over σ = 5 pixels has few ways to vary: seven columns of B are enough for 28 pixels.

const HALF = IMAGE_SIDE / 2;
/** Of a pixel's variance along one axis, what the basis may leave out at most. */
const LEFT_OUT = 1e-3;

/** Functions of a pixel's place x along one axis, half of them mirror-symmetric about the middle of the field. */
export interface SmoothBasis {
  /** E and O, the numbers of even functions, f(27 − x) = f(x), and of odd ones, f(27 − x) = −f(x). */
  readonly even: number;
  readonly odd: number;
  /** [28, E + O], the even functions first. */
  readonly values: Float64Array;
}

/** Standard deviation of the displacement, pixels: √(1/3) · α · g(0). */
export function displacementDeviation({ alpha, sigma }: { alpha: number; sigma: number }): number {
  return alpha / (Math.sqrt(3) * 2 * Math.sqrt(Math.PI) * sigma);
}

/** B above. `sigma` in pixels, from 2 on. */
export function smoothBasis(sigma: number): SmoothBasis {
  const covariance = (x: number, other: number) => Math.exp(-((x - other) ** 2) / (4 * sigma ** 2));
  // A random function is the sum of an even and an odd one, each known by its first half; the two are independent because the
  // covariance is the same from left and right.
  const mirrored = (sign: 1 | -1) => (x: number, other: number) =>
    (covariance(x, other) + sign * covariance(x, IMAGE_SIDE - 1 - other)) / 2;
  const evenColumns = pivotedCholesky(mirrored(1), HALF);
  const oddColumns = pivotedCholesky(mirrored(-1), HALF);

  const columns = [...evenColumns, ...oddColumns];
  const values = new Float64Array(IMAGE_SIDE * columns.length);
  columns.forEach((column, k) => {
    const sign = k < evenColumns.length ? 1 : -1;
    for (let x = 0; x < HALF; x++) {
      values[x * columns.length + k] = column[x]!;
      values[(IMAGE_SIDE - 1 - x) * columns.length + k] = sign * column[x]!;
    }
  });
  return { even: evenColumns.length, odd: oddColumns.length, values };
}

/**
 * The fewest columns L, each [n], for which Σ L·Lᵀ gives back a covariance: Cholesky's factorisation, always taking next the
 * place with the most variance left (Harbrecht, Peters & Schneider 2012).
 */
function pivotedCholesky(
  covariance: (i: number, j: number) => number,
  n: number,
): readonly Float64Array[] {
  const columns: Float64Array[] = [];
  const left = Float64Array.from({ length: n }, (_, i) => covariance(i, i));
  for (;;) {
    const pivot = left.indexOf(Math.max(...left));
    // An even and an odd part share a pixel's variance.
    if (columns.length === n || left[pivot]! <= LEFT_OUT / 2) return columns;
    const root = Math.sqrt(left[pivot]!);
    const column = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let rest = covariance(i, pivot);
      for (const earlier of columns) rest -= earlier[i]! * earlier[pivot]!;
      column[i] = rest / root;
    }
    for (let i = 0; i < n; i++) left[i]! -= column[i]! ** 2;
    columns.push(column);
  }
}
