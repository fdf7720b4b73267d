// The TensorFlow operations the training graph is made of, typed. Names are TensorFlow's own (api_docs/cc, "raw_ops").
import type { After, DataType, Float, Graph, Int, Operation, Value, Variable } from './graph';

const T = { T: { type: 'float32' } } as const;

/** [m, k] · [k, n] → [m, n]; a transposed operand is given as it lies in memory. */
export function matMul(
  g: Graph,
  a: Float,
  b: Float,
  { transposeA = false, transposeB = false } = {},
): Float {
  return g
    .add('MatMul', [a, b], { ...T, transpose_a: { b: transposeA }, transpose_b: { b: transposeB } })
    .output('float32');
}

/** [m, n] + [n], the same bias for every row. */
export function biasAdd(g: Graph, x: Float, bias: Float): Float {
  return g.add('BiasAdd', [x, bias], { ...T, data_format: { s: 'NHWC' } }).output('float32');
}

type Unary =
  'Abs' | 'Elu' | 'Erf' | 'Exp' | 'Reciprocal' | 'Relu' | 'Sigmoid' | 'Sign' | 'Sqrt' | 'Tanh';
export function unary(g: Graph, op: Unary, x: Float): Float {
  return g.add(op, [x], T).output('float32');
}

/**
 * Element by element, broadcasting as NumPy does. The …Grad operations give dLoss/dz from dA = dLoss/da and the outputs a;
 * TensorFlow takes (dA, a) in ReluGrad and EluGrad, (a, dA) in SigmoidGrad and TanhGrad.
 */
type Binary =
  | 'AddV2'
  | 'Sub'
  | 'Mul'
  | 'RealDiv'
  | 'Minimum'
  | 'ReluGrad'
  | 'EluGrad'
  | 'SigmoidGrad'
  | 'TanhGrad';
export function binary(g: Graph, op: Binary, x: Float, y: Float): Float {
  return g.add(op, [x, y], T).output('float32');
}

/** factor · x */
export function scale(g: Graph, x: Float, factor: number): Float {
  return binary(g, 'Mul', x, g.float(factor));
}

export function binaryInt(g: Graph, op: 'AddV2' | 'Sub' | 'Minimum', x: Int, y: Int): Int {
  return g.add(op, [x, y], { T: { type: 'int32' } }).output('int32');
}

/** Sum over axis 0: [n, …] → […]. */
export function sumRows(g: Graph, x: Float): Float {
  return sumOver(g, x, 0);
}

/** Sum over axis 1: [n, m] → [n]. */
export function sumColumns(g: Graph, x: Float): Float {
  return sumOver(g, x, 1);
}

function sumOver(g: Graph, x: Float, axis: number): Float {
  return g
    .add('Sum', [x, g.int(axis)], { ...T, Tidx: { type: 'int32' }, keep_dims: { b: false } })
    .output('float32');
}

/** Σx² over all axes: a scalar. */
export function sumOfSquares(g: Graph, x: Float): Float {
  // TensorFlow's L2Loss is half of it, in one pass.
  return scale(g, g.add('L2Loss', [x], T).output('float32'), 2);
}

/** The sum of some scalars; null for none. */
export function addAll(g: Graph, values: readonly Float[]): Float | null {
  return values.reduce<Float | null>(
    (sum, value) => (sum === null ? value : binary(g, 'AddV2', sum, value)),
    null,
  );
}

/** Number of entries. */
export function size(g: Graph, x: Float | Int): Int {
  return g.add('Size', [x], { T: { type: x.dtype }, out_type: { type: 'int32' } }).output('int32');
}

/** Sum over all axes of an x with `rank` of them: a scalar. */
export function sumAll(g: Graph, x: Float, rank: number): Float {
  const axes = g.ints(Array.from({ length: rank }, (_, axis) => axis));
  return g
    .add('Sum', [x, axes], { ...T, Tidx: { type: 'int32' }, keep_dims: { b: false } })
    .output('float32');
}

export function toFloat(g: Graph, x: Value<'int32' | 'bool'>): Float {
  return g
    .add('Cast', [x], {
      SrcT: { type: x.dtype },
      DstT: { type: 'float32' },
      Truncate: { b: false },
    })
    .output('float32');
}

/** Column of the largest entry of each row: [m, n] → [m]. */
export function argMax(g: Graph, x: Float): Int {
  return g
    .add('ArgMax', [x, g.int(1)], {
      ...T,
      Tidx: { type: 'int32' },
      output_type: { type: 'int32' },
    })
    .output('int32');
}

export function equal(g: Graph, x: Int, y: Int): Value<'bool'> {
  return g
    .add('Equal', [x, y], { T: { type: 'int32' }, incompatible_shape_error: { b: true } })
    .output('bool');
}

/** Rows of x by index: [n, …] and [m] → [m, …]. */
export function gather<D extends DataType>(g: Graph, x: Value<D>, indices: Int): Value<D> {
  return g
    .add('GatherV2', [x, indices, g.int(0)], {
      Tparams: { type: x.dtype },
      Tindices: { type: 'int32' },
      Taxis: { type: 'int32' },
      batch_dims: { i: 0 },
    })
    .output(x.dtype);
}

/** Scalars to a vector. */
export function stack<D extends DataType>(
  g: Graph,
  values: readonly Value<D>[],
  dtype: D,
): Value<D> {
  return g
    .add('Pack', values, { N: { i: values.length }, T: { type: dtype }, axis: { i: 0 } })
    .output(dtype);
}

/** x[from … to) of a vector; with `shrink`, the one entry x[from] as a scalar. */
export function slice<D extends DataType>(
  g: Graph,
  x: Value<D>,
  from: Int,
  to: Int,
  shrink = false,
): Value<D> {
  return g
    .add('StridedSlice', [x, stack(g, [from], 'int32'), stack(g, [to], 'int32'), g.ints([1])], {
      T: { type: x.dtype },
      Index: { type: 'int32' },
      begin_mask: { i: 0 },
      end_mask: { i: 0 },
      ellipsis_mask: { i: 0 },
      new_axis_mask: { i: 0 },
      shrink_axis_mask: { i: shrink ? 1 : 0 },
    })
    .output(x.dtype);
}

/** A float32 variable of the session; `name` is its identity there. */
export function variable(g: Graph, name: string, shape: readonly number[]): Variable {
  return g
    .add(
      'VarHandleOp',
      [],
      {
        dtype: { type: 'float32' },
        shape: { shape },
        shared_name: { s: name },
        container: { s: '' },
      },
      { name: `variable/${name}` },
    )
    .output('resource');
}

export function read(g: Graph, handle: Variable, after: readonly After[] = []): Float {
  return g
    .add('ReadVariableOp', [handle], { dtype: { type: 'float32' } }, { after })
    .output('float32');
}

export function assign(g: Graph, handle: Variable, value: Float): Operation {
  return g.add('AssignVariableOp', [handle, value], { dtype: { type: 'float32' } });
}

/** x, once everything in `after` has happened. */
export function identity<D extends DataType>(
  g: Graph,
  x: Value<D>,
  after: readonly After[] = [],
): Value<D> {
  return g.add('Identity', [x], { T: { type: x.dtype } }, { after }).output(x.dtype);
}
