import { join } from 'node:path';
import type { Place } from './place';
import { runProgram } from './program';

/** op(A) [m, k] · op(B) [k, n]; a transposed operand lies in memory the other way round. */
export interface Product {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * The matrix products of one training step on a batch: of each layer the outputs x · W and the weights' gradient xᵀ · dz, and,
 * but for the first layer, the inputs' gradient dz · Wᵀ. W lies as [in, out].
 */
export function productsOfStep(widths: readonly number[], batch: number): Product[] {
  return widths.slice(1).flatMap((outputs, layer) => {
    const inputs = widths[layer]!;
    const plain = { transposeA: false, transposeB: false };
    return [
      { m: batch, k: inputs, n: outputs, ...plain },
      { m: inputs, k: batch, n: outputs, ...plain, transposeA: true },
      ...(layer === 0 ? [] : [{ m: batch, k: outputs, n: inputs, ...plain, transposeB: true }]),
    ];
  });
}

/** Floating-point operations of one step's products. */
export function operations(products: readonly Product[]): number {
  return products.reduce((sum, { m, k, n }) => sum + 2 * m * k * n, 0);
}

export interface ProductTimes {
  readonly version: string;
  /** Median seconds of each product. */
  readonly seconds: readonly number[];
}

/** Every library that is here, each in a process of its own. */
export async function timeProducts(
  place: Place,
  products: readonly Product[],
  { times, core }: { times: number; core: number | null },
): Promise<ProductTimes[]> {
  const python = (peer: string, file: string) => {
    const found = place.peers[peer];
    if (place.python === null || found === undefined || 'missing' in found) return [];
    return [
      {
        command: place.python,
        args: [join(place.peerPrograms, file), JSON.stringify(products), String(times)],
        env: { PYTHONPATH: found.folder },
        core,
      },
    ];
  };
  const tensorflow = {
    command: process.execPath,
    args: [
      join(place.checkout, 'bench/measure.mjs'),
      'bench/products-tensorflow.ts',
      JSON.stringify({ products, times }),
    ],
    core,
  };
  const found: ProductTimes[] = [];
  for (const program of [
    tensorflow,
    ...python('jax', 'products_numpy.py'),
    ...python('torch', 'products_torch.py'),
  ]) {
    const { events } = await runProgram(program);
    found.push(events[0] as unknown as ProductTimes);
  }
  return found;
}
