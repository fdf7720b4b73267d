import { environment } from '../src/training/environment';
import { Graph } from '../src/training/graph/graph';
import { binaryInt, gather, identity, matMul } from '../src/training/graph/operations';
import { savedModel } from '../src/training/graph/saved-model';
import { whileLoop } from '../src/training/graph/while-loop';
import { LoadedGraph } from '../src/training/loaded-graph';
import { tensorflow } from '../src/training/tensorflow';
import type { Product, ProductTimes } from './products';
import { median } from './statistics';

/** Products in one call of the graph: crossing into libtensorflow then costs nothing beside them. */
const TURNS = 40;

/** Matrix products by libtensorflow, inside a loop of a graph as the training's own are. */
export function measure({
  products,
  times,
}: {
  products: readonly Product[];
  times: number;
}): ProductTimes {
  const seconds: number[] = [];
  for (const product of products) seconds.push(time(product, Math.ceil(times / TURNS)));
  return { version: `TensorFlow ${environment().tensorflow}`, seconds };
}

function time(product: Product, calls: number): number {
  const tf = tensorflow();
  const { m, k, n } = product;
  const graph = graphOf(product);
  try {
    const a = tf.randomNormal(product.transposeA ? [k, m] : [m, k]);
    const b = tf.randomNormal(product.transposeB ? [n, k] : [k, n]);
    const once = (): number => {
      const before = performance.now();
      const { row } = graph.call('multiply', { a, b });
      const seconds = (performance.now() - before) / 1000 / TURNS;
      row!.dispose();
      return seconds;
    };
    once();
    const taken = Array.from({ length: calls }, once);
    tf.dispose([a, b]);
    return median(taken);
  } finally {
    graph.dispose();
  }
}

/** Multiplies a by b TURNS times, one after the other. */
function graphOf({ transposeA, transposeB }: Product): LoadedGraph<'multiply'> {
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
  const row = gather(g, end.product, g.int(0));
  const multiply = { inputs: { a, b }, outputs: { row } };
  return new LoadedGraph(savedModel(g), { multiply });
}
