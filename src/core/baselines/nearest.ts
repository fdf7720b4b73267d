import type { DotProducts } from './dot-products';

// Q queries, R references, D features of each (bytes), k neighbours. Row-major.

/** The k references nearest to each query, nearest first; of equally near ones, the one with the smaller index. */
export interface Neighbours {
  readonly k: number;
  /** [Q, k] */
  readonly indices: Int32Array;
  /** [Q, k] Σ (query − reference)², exact. */
  readonly squaredDistances: Float64Array;
}

export interface NearestOptions {
  /** At most R. */
  readonly k: number;
  readonly features: number;
  readonly dotProducts: DotProducts;
  /** Sizes of the blocks that are worked on at once; they make no difference to what is found. */
  readonly queriesABlock?: number;
  readonly referencesABlock?: number;
}

/**
 * More candidates than k are kept, and compared again exactly: float32 dot products of bytes are off by a few units in 5·10⁷.
 */
const SPARE = 8;

/**
 * Searches all references for each query (Cover & Hart 1967), by |q − r|² = |q|² + |r|² − 2 q·r, so that the work is a matrix
 * product. Yields the share done, 0 to 1, after every block: a job shows it, or stops asking.
 */
export function* nearest(
  queries: Uint8Array,
  references: Uint8Array,
  options: NearestOptions,
): Generator<number, Neighbours> {
  const { k, features, dotProducts, queriesABlock = 100, referencesABlock = 5000 } = options;
  const q = queries.length / features;
  const r = references.length / features;
  if (k < 1 || k > r) throw new RangeError(`k must be from 1 to ${r}, got ${k}`);
  const norms = squaredNorms(references, features);
  const found: Neighbours = {
    k,
    indices: new Int32Array(q * k),
    squaredDistances: new Float64Array(q * k),
  };
  for (let firstQuery = 0; firstQuery < q; firstQuery += queriesABlock) {
    const count = Math.min(queriesABlock, q - firstQuery);
    const block = queries.subarray(firstQuery * features, (firstQuery + count) * features);
    const candidates = Array.from({ length: count }, () => new Candidates(k + SPARE));
    for (let first = 0; first < r; first += referencesABlock) {
      const part = references.subarray(first * features, (first + referencesABlock) * features);
      const columns = part.length / features;
      const products = dotProducts(block, part, features);
      candidates.forEach((best, row) => {
        for (let column = 0; column < columns; column++) {
          // |q|² is the same for all references of a query.
          best.offer(
            first + column,
            norms[first + column]! - 2 * products[row * columns + column]!,
          );
        }
      });
      const done = firstQuery + (count * (first + columns)) / r;
      yield done / q;
    }
    candidates.forEach((best, row) => {
      const query = block.subarray(row * features, (row + 1) * features);
      settle(found, firstQuery + row, query, references, best.indices());
    });
  }
  return found;
}

/** Writes the k nearest of a query's candidates into its row, compared exactly. */
function settle(
  { k, indices, squaredDistances }: Neighbours,
  row: number,
  query: Uint8Array,
  references: Uint8Array,
  candidates: readonly number[],
): void {
  const exact = candidates
    .map((index) => ({ index, distance: squaredDistance(query, references, index) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index);
  for (let i = 0; i < k; i++) {
    indices[row * k + i] = exact[i]!.index;
    squaredDistances[row * k + i] = exact[i]!.distance;
  }
}

function squaredDistance(query: Uint8Array, references: Uint8Array, index: number): number {
  const start = index * query.length;
  let sum = 0;
  for (let d = 0; d < query.length; d++) sum += (query[d]! - references[start + d]!) ** 2;
  return sum;
}

function squaredNorms(vectors: Uint8Array, features: number): Float64Array {
  const norms = new Float64Array(vectors.length / features);
  for (let i = 0; i < norms.length; i++) {
    let sum = 0;
    for (let d = i * features; d < (i + 1) * features; d++) sum += vectors[d]! ** 2;
    norms[i] = sum;
  }
  return norms;
}

/** The smallest few of the values offered, in order. */
class Candidates {
  readonly #most: number;
  readonly #indices: number[] = [];
  readonly #values: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  offer(index: number, value: number): void {
    const values = this.#values;
    if (values.length === this.#most) {
      if (value >= values[values.length - 1]!) return;
      values.pop();
      this.#indices.pop();
    }
    let at = values.length;
    while (at > 0 && values[at - 1]! > value) at--;
    values.splice(at, 0, value);
    this.#indices.splice(at, 0, index);
  }

  indices(): readonly number[] {
    return this.#indices;
  }
}

/**
 * The class most of each query's first k neighbours have, [Q]; of classes with equally many, the one that has the nearest.
 * `labels` are those of the references; k is at most the number of neighbours searched for.
 */
export function vote(
  { indices, k: known }: Neighbours,
  labels: Uint8Array,
  k: number,
): Uint8Array<ArrayBuffer> {
  if (k < 1 || k > known) throw new RangeError(`k must be from 1 to ${known}, got ${k}`);
  const chosen = new Uint8Array(indices.length / known);
  for (let row = 0; row < chosen.length; row++) {
    const classes = Array.from(
      indices.subarray(row * known, row * known + k),
      (index) => labels[index]!,
    );
    const votes = new Map<number, number>();
    for (const one of classes) votes.set(one, (votes.get(one) ?? 0) + 1);
    const most = Math.max(...votes.values());
    chosen[row] = classes.find((one) => votes.get(one) === most)!;
  }
  return chosen;
}
