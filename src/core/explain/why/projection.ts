/** Linear constraints on pixels y [D]: rows · y ≥ bounds. */
export interface HalfSpaces {
  /** m rows of [D] */
  readonly rows: readonly Float64Array[];
  /** [m] */
  readonly bounds: readonly number[];
}

/** Pixels are within these. */
const PAPER = 0;
const INK = 255;

const MAX_STEPS = 60;
/** How far a row may be missed, as a part of the largest bound's size. */
const TOLERANCE = 1e-9;
/** Armijo's: the least part of the promised rise that a step must bring. */
const SUFFICIENT = 1e-4;

/**
 * The point of the box [0, 255]^D nearest to `origin` that satisfies the half-spaces:
 *
 *     min ½‖y − origin‖²  subject to  A y ≥ b,  0 ≤ y ≤ 255
 *
 * through its dual, which has one multiplier λ ≥ 0 a row however many pixels there are: for given λ the best y is
 * clip(origin + Aᵀλ), and the dual's gradient is b − A y (Boyd & Vandenberghe 2004, section 5.2). It is concave and piecewise
 * quadratic, so projected Newton steps (Bertsekas 1982, "Projected Newton methods for optimization problems with simple
 * constraints") end on the exact solution after a few.
 *
 * @returns null where the constraints have no point in common with the box (or none was found)
 */
export function nearestInBox(
  origin: Float64Array,
  { rows, bounds }: HalfSpaces,
): { point: Float64Array; multipliers: Float64Array } | null {
  const m = rows.length;
  const scale = Math.max(1, ...bounds.map(Math.abs));
  let lambda: Float64Array = new Float64Array(m);
  let at = evaluate(origin, rows, bounds, lambda);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { gradient, point } = at;
    const free: number[] = [];
    let miss = 0;
    for (let i = 0; i < m; i++) {
      if (lambda[i]! > 0 || gradient[i]! > 0) {
        free.push(i);
        miss = Math.max(miss, lambda[i]! > 0 ? Math.abs(gradient[i]!) : gradient[i]!);
      }
    }
    if (miss <= TOLERANCE * scale) return { point, multipliers: lambda };
    const direction = newtonDirection(rows, point, gradient, free);
    const next = climb(origin, rows, bounds, lambda, at, direction, free);
    if (next === null) break;
    lambda = next.lambda;
    at = next.at;
  }
  // Without a common point the dual grows without end, and y misses a row for good.
  const missed = Math.max(...at.gradient);
  return missed <= 1e-6 * scale ? { point: at.point, multipliers: lambda } : null;
}

interface DualPoint {
  readonly value: number;
  /** [D] */
  readonly point: Float64Array;
  /** [m] */
  readonly gradient: Float64Array;
}

function evaluate(
  origin: Float64Array,
  rows: readonly Float64Array[],
  bounds: readonly number[],
  lambda: Float64Array,
): DualPoint {
  const point = Float64Array.from(origin);
  rows.forEach((row, i) => {
    const l = lambda[i]!;
    if (l !== 0) for (let d = 0; d < point.length; d++) point[d]! += l * row[d]!;
  });
  let value = 0;
  for (let d = 0; d < point.length; d++) {
    point[d] = Math.min(INK, Math.max(PAPER, point[d]!));
    value += (point[d]! - origin[d]!) ** 2 / 2;
  }
  const gradient = new Float64Array(rows.length);
  rows.forEach((row, i) => {
    gradient[i] = bounds[i]! - dot(row, point);
    value += lambda[i]! * gradient[i];
  });
  return { value, point, gradient };
}

/** Solves (A_F A_Fᵀ + ε) d = gradient over the free rows, where F are the pixels that are not at the box's wall. */
function newtonDirection(
  rows: readonly Float64Array[],
  point: Float64Array,
  gradient: Float64Array,
  free: readonly number[],
): Float64Array {
  const n = free.length;
  const inside: number[] = [];
  for (let d = 0; d < point.length; d++) if (point[d]! > PAPER && point[d]! < INK) inside.push(d);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const a = rows[free[i]!]!;
    for (let j = 0; j <= i; j++) {
      const b = rows[free[j]!]!;
      let sum = 0;
      for (const d of inside) sum += a[d]! * b[d]!;
      matrix[i * n + j] = sum;
      matrix[j * n + i] = sum;
    }
  }
  let trace = 0;
  for (const i of free) trace += dot(rows[i]!, rows[i]!);
  for (let i = 0; i < n; i++) matrix[i * n + i]! += 1e-10 * trace + Number.MIN_VALUE;
  return solve(
    matrix,
    Float64Array.from(free, (i) => gradient[i]!),
  );
}

/** The longest of the steps 1, ½, ¼ … along the direction, held at λ ≥ 0, that raises the dual enough; null if none does. */
function climb(
  origin: Float64Array,
  rows: readonly Float64Array[],
  bounds: readonly number[],
  lambda: Float64Array,
  from: DualPoint,
  direction: Float64Array,
  free: readonly number[],
): { lambda: Float64Array; at: DualPoint } | null {
  for (let length = 1; length > 1e-12; length /= 2) {
    const tried = Float64Array.from(lambda);
    let promised = 0;
    free.forEach((i, f) => {
      tried[i] = Math.max(0, lambda[i]! + length * direction[f]!);
      promised += from.gradient[i]! * (tried[i] - lambda[i]!);
    });
    const at = evaluate(origin, rows, bounds, tried);
    if (promised > 0 && at.value >= from.value + SUFFICIENT * promised) {
      return { lambda: tried, at };
    }
  }
  return null;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Gaussian elimination of a symmetric positive definite [n, n] system. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  for (let p = 0; p < n; p++) {
    const pivot = matrix[p * n + p]!;
    for (let r = p + 1; r < n; r++) {
      const factor = matrix[r * n + p]! / pivot;
      if (factor === 0) continue;
      for (let c = p; c < n; c++) matrix[r * n + c]! -= factor * matrix[p * n + c]!;
      right[r]! -= factor * right[p]!;
    }
  }
  for (let p = n - 1; p >= 0; p--) {
    let sum = right[p]!;
    for (let c = p + 1; c < n; c++) sum -= matrix[p * n + c]! * right[c]!;
    right[p] = sum / matrix[p * n + p]!;
  }
  return right;
}
