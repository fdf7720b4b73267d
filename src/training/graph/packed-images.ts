import type { Float, Graph, Int } from './graph';
import { binary } from './operations';

/**
 * Images as bytes, four in an int32 [n, ⌈D/4⌉] (tfjs has no tensors of bytes), → inputs [n, D]: (byte + shift) · scale. Shifted
 * first, because the sum is exact: a grey near the middle keeps all its digits.
 */
export function unpackImages(
  g: Graph,
  packed: Int,
  { shift, scale }: { readonly shift: Float; readonly scale: Float },
  inputs: number,
): Float {
  const bytes = g
    .add('Bitcast', [packed], { T: { type: 'int32' }, type: { type: 'quint8' } })
    .output('quint8');
  // MIN_COMBINED: shift + byte · (most − shift) / 255, and that quotient is 1.
  const most = binary(g, 'AddV2', shift, g.float(255));
  const shifted = g
    .add('Dequantize', [bytes, shift, most], {
      T: { type: 'quint8' },
      mode: { s: 'MIN_COMBINED' },
      narrow_range: { b: false },
      axis: { i: -1 },
      dtype: { type: 'float32' },
    })
    .output('float32');
  const values = binary(g, 'Mul', shifted, scale);
  const reshaped = (x: Float, size: number): Float =>
    g
      .add('Reshape', [x, g.ints([-1, size])], {
        T: { type: 'float32' },
        Tshape: { type: 'int32' },
      })
      .output('float32');
  const padded = packedLength(inputs) * 4;
  if (padded === inputs) return reshaped(values, inputs);
  return g
    .add('Slice', [reshaped(values, padded), g.ints([0, 0]), g.ints([-1, inputs])], {
      T: { type: 'float32' },
      Index: { type: 'int32' },
    })
    .output('float32');
}

/** int32 an image of D bytes. */
export function packedLength(inputs: number): number {
  return Math.ceil(inputs / 4);
}
