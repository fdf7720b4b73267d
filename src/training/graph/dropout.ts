import type { Float, Graph, Int } from './graph';
import { binary, scale, stack, toFloat } from './operations';

/** The Philox generator's number in TensorFlow's random_op.h. */
const PHILOX = 1;

/**
 * A dropout mask for x: 0 with probability `rate`, else 1/(1 − rate), so that the expectation stays (Srivastava et al. 2014,
 * section 10). A function of (seed, step) alone: no generator keeps state, so a resumed run draws what it would have drawn.
 */
export function dropoutMask(g: Graph, x: Float, rate: number, seed: Int, step: Int): Float {
  const keyCounter = g.add('StatelessRandomGetKeyCounter', [stack(g, [seed, step], 'int32')], {
    Tseed: { type: 'int32' },
  });
  const shape = g
    .add('Shape', [x], { T: { type: 'float32' }, out_type: { type: 'int32' } })
    .output('int32');
  const uniform = g
    .add(
      'StatelessRandomUniformV2',
      [shape, keyCounter.output('uint64', 0), keyCounter.output('uint64', 1), g.int(PHILOX)],
      { dtype: { type: 'float32' }, Tshape: { type: 'int32' } },
    )
    .output('float32');
  const kept = g
    .add('GreaterEqual', [uniform, g.float(rate)], { T: { type: 'float32' } })
    .output('bool');
  return scale(g, toFloat(g, kept), 1 / (1 - rate));
}

/** x with the mask laid on; the same for a gradient on its way back. */
export function masked(g: Graph, x: Float, mask: Float | null): Float {
  return mask === null ? x : binary(g, 'Mul', x, mask);
}
