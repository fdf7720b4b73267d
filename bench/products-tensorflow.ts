import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-node';
import { environment } from '../src/training/environment';
import { Graph } from '../src/training/graph/graph';
import { binaryInt, gather, identity, matMul } from '../src/training/graph/operations';
import { savedModel } from '../src/training/graph/saved-model';
import { whileLoop } from '../src/training/graph/while-loop';
import { tensorflow } from '../src/training/tensorflow';
import type { Product, ProductTimes } from './products';
import { median } from './statistics';

/** Products in one call of the graph: crossing into libtensorflow then costs nothing beside them. */
const TURNS = 40;

/** Matrix products by libtensorflow, inside a loop of a graph as the training's own are. */
export async function measure({
  products,
  times,
}: {
  products: readonly Product[];
  times: number;
}): Promise<ProductTimes> {
  const seconds: number[] = [];
  for (const product of products) seconds.push(await time(product, Math.ceil(times / TURNS)));
  return { version: `TensorFlow ${environment().tensorflow}`, seconds };
}

async function time(product: Product, calls: number): Promise<number> {
  const tf = tensorflow();
  const { m, k, n } = product;
  const folder = mkdtempSync(join(tmpdir(), 'inkling-products-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), graphOf(product));
    mkdirSync(join(folder, 'variables'));
    const model = await tf.node.loadSavedModel(folder, ['serve'], 'multiply');
    const a = tf.randomNormal(product.transposeA ? [k, m] : [m, k]);
    const b = tf.randomNormal(product.transposeB ? [n, k] : [k, n]);
    const once = (): number => {
      const before = performance.now();
      const { row } = model.predict({ a, b }) as Record<'row', Tensor>;
      const seconds = (performance.now() - before) / 1000 / TURNS;
      row.dispose();
      return seconds;
    };
    once();
    const taken = Array.from({ length: calls }, once);
    tf.dispose([a, b]);
    model.dispose();
    return median(taken);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Multiplies a by b TURNS times, one after the other. */
function graphOf({ transposeA, transposeB }: Product): Uint8Array {
  const g = new Graph();
  const a = g.placeholder('a', 'float32', [-1, -1]);
  const b = g.placeholder('b', 'float32', [-1, -1]);
  const turns = g.int(TURNS);
  const end = whileLoop(
    g,
    // Each turn takes its operand from the one before and leaves its product to the next: none can be left out.
    { turn: g.int(0), a, product: b },
    ({ state, outside }) =>
      g.add('Less', [state.turn, outside(turns)], { T: { type: 'int32' } }).output('bool'),
    ({ state, outside }) => {
      const product = matMul(g, state.a, outside(b), { transposeA, transposeB });
      return {
        turn: binaryInt(g, 'AddV2', state.turn, g.int(1)),
        a: identity(g, state.a, [product]),
        product,
      };
    },
  );
  return savedModel(g, {
    multiply: { inputs: { a, b }, outputs: { row: gather(g, end.product, g.int(0)) } },
  });
}
