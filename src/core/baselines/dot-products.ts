/** Dot products of Q queries with R references, [Q, R] row-major; both come as bytes, [Q, D] and [R, D]. */
export type DotProducts = (
  queries: Uint8Array,
  references: Uint8Array,
  features: number,
) => Float32Array | Float64Array;

/**
 * In plain JavaScript and exact: about 10⁹ products a second on one core, so 60,000 references take some 50 ms a query. Two
 * queries and four references at a time, so that each byte that is read is used more than once.
 */
export const dotProducts: DotProducts = (queries, references, features) => {
  const q = queries.length / features;
  const r = references.length / features;
  const products = new Float64Array(q * r);
  const onePair = (i: number, j: number): number => {
    let sum = 0;
    for (let d = 0; d < features; d++) {
      sum += queries[i * features + d]! * references[j * features + d]!;
    }
    return sum;
  };
  for (let i = 0; i < q; i += 2) {
    for (let j = 0; j < r; j += 4) {
      if (i + 2 > q || j + 4 > r) {
        for (let row = i; row < Math.min(i + 2, q); row++) {
          for (let column = j; column < Math.min(j + 4, r); column++) {
            products[row * r + column] = onePair(row, column);
          }
        }
        continue;
      }
      fillTile(queries, references, features, i, j, products, r);
    }
  }
  return products;
};

/** The products of queries i, i + 1 with references j … j + 3. Sums stay below 2³¹: at most 33,000 features. */
function fillTile(
  queries: Uint8Array,
  references: Uint8Array,
  features: number,
  i: number,
  j: number,
  products: Float64Array,
  columns: number,
): void {
  let a = i * features;
  let b = a + features;
  let w = j * features;
  let x = w + features;
  let y = x + features;
  let z = y + features;
  let [aw, ax, ay, az] = [0, 0, 0, 0];
  let [bw, bx, by, bz] = [0, 0, 0, 0];
  for (const end = b; a < end; a++, b++, w++, x++, y++, z++) {
    const first = queries[a]!;
    const second = queries[b]!;
    const [rw, rx, ry, rz] = [references[w]!, references[x]!, references[y]!, references[z]!];
    aw = (aw + first * rw) | 0;
    ax = (ax + first * rx) | 0;
    ay = (ay + first * ry) | 0;
    az = (az + first * rz) | 0;
    bw = (bw + second * rw) | 0;
    bx = (bx + second * rx) | 0;
    by = (by + second * ry) | 0;
    bz = (bz + second * rz) | 0;
  }
  products.set([aw, ax, ay, az], i * columns + j);
  products.set([bw, bx, by, bz], (i + 1) * columns + j);
}
