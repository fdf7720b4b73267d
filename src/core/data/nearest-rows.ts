/** Of each of M rows the K nearest ones by Euclidean distance, the nearest first; a row's own nearest is itself, at 0. */
export interface NearestRows {
  /** [M, K] */
  readonly indices: number[][];
  /** [M, K] */
  readonly distances: number[][];
}

/**
 * Finds them by comparing every pair, giving a pair up as soon as it is too far: exact, and for [5000, 50] a second's work. Of
 * equally near ones the first wins.
 * @param rows [N, D] row-major
 * @param nearest K, at most N
 * @param from, to of which rows the nearest are sought, among all: from the first up to, not including, the second
 */
export function nearestRows(
  rows: Float64Array,
  inputs: number,
  nearest: number,
  from = 0,
  to = rows.length / inputs,
): NearestRows {
  const count = rows.length / inputs;
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let n = from; n < to; n++) {
    const found = [n];
    const squares = [0];
    for (let other = 0; other < count; other++) {
      if (other === n) continue;
      const limit = found.length < nearest ? Infinity : squares[nearest - 1]!;
      const square = squaredDistance(rows, inputs, n, other, limit);
      if (square >= limit) continue;
      // The row itself stays first, before those that equal it.
      let place = Math.min(found.length, nearest - 1);
      while (place > 1 && squares[place - 1]! > square) {
        squares[place] = squares[place - 1]!;
        found[place] = found[place - 1]!;
        place--;
      }
      if (nearest === 1) continue;
      squares[place] = square;
      found[place] = other;
    }
    indices.push(found);
    distances.push(squares.map(Math.sqrt));
  }
  return { indices, distances };
}

/** Or some number of at least `limit`, where it is at least that. */
function squaredDistance(
  rows: Float64Array,
  inputs: number,
  a: number,
  b: number,
  limit: number,
): number {
  let sum = 0;
  const from = a * inputs;
  const to = b * inputs;
  for (let d = 0; d < inputs; d++) {
    const difference = rows[from + d]! - rows[to + d]!;
    sum += difference * difference;
    if (sum >= limit) return sum;
  }
  return sum;
}
