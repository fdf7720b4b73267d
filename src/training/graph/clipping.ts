import type { Float, Graph, Int, Value } from './graph';
import { addAll, binary, sumOfSquares, unary } from './operations';

/** √Σg² over all gradients together: a scalar. */
export function globalNorm(g: Graph, gradients: readonly Float[]): Float {
  return unary(
    g,
    'Sqrt',
    addAll(
      g,
      gradients.map((gradient) => sumOfSquares(g, gradient)),
    )!,
  );
}

/**
 * Gradients scaled so that their common norm is at most `limit` (Pascanu, Mikolov, Bengio 2013). PyTorch's form, which adds
 * 1e-6 to the norm it divides by.
 */
export function clipped(
  g: Graph,
  gradients: readonly Float[],
  norm: Float,
  limit: number,
): Float[] {
  const ratio = binary(g, 'RealDiv', g.float(limit), binary(g, 'AddV2', norm, g.float(1e-6)));
  const factor = binary(g, 'Minimum', ratio, g.float(1));
  return gradients.map((gradient) => binary(g, 'Mul', gradient, factor));
}

/**
 * The norm in a call's last step, 0 in the others: it costs a pass over all gradients, and one figure an interval is all that
 * is shown.
 */
export function normOfLastStep(g: Graph, gradients: readonly Float[], step: Int, last: Int): Float {
  const wanted = g.add('Equal', [step, last], { T: { type: 'int32' } }).output('bool');
  const branch = (value: Float, taken: boolean): Float =>
    switched(g, value, wanted).output('float32', taken ? 1 : 0);
  const norm = globalNorm(
    g,
    gradients.map((gradient) => branch(gradient, true)),
  );
  return g
    .add('Merge', [branch(g.float(0), false), norm], { T: { type: 'float32' }, N: { i: 2 } })
    .output('float32');
}

/** The value on one of two ways: output 0 is alive where `condition` is false, output 1 where it is true. */
function switched(g: Graph, value: Float, condition: Value<'bool'>) {
  return g.add('Switch', [value, condition], { T: { type: 'float32' } });
}
