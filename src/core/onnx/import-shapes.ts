import type { Operation, ReadOperator } from './import-operator';
import { dimsOf, scalarOf, type Dimension, type Value } from './import-values';
import { readTensor, transposed, type TensorData } from './tensor-data';

// Operators that only move numbers about: what makes rows of pixels out of images, and constants.

/** Hands its first input on. */
const pass: ReadOperator = (operation) => {
  const [value] = operation.inputs;
  if (value === undefined) throw operation.misplaced();
  return value;
};

/** Row-major images in another shape; what follows the number of images must keep its size. */
function reshaped(
  operation: Operation,
  value: Value | undefined,
  dims: readonly Dimension[],
): Value {
  if (value?.kind === 'pixels') {
    const { shape } = value;
    // 0 takes over the dimension at its place, −1 is what is left.
    const resolved = dims.map((dim, i) =>
      dim === 0 ? (shape?.[i] ?? null) : dim === -1 ? null : dim,
    );
    const [before, after] = [featuresOf(shape), featuresOf(resolved)];
    const open = dims.slice(1).includes(-1);
    if (dims.length < 2 || (before !== null && after !== null && before !== after)) {
      throw operation.misplaced();
    }
    return { ...value, shape: dims.length === 2 && open ? [resolved[0]!, before] : resolved };
  }
  if (value?.kind === 'sums' || value?.kind === 'activated' || value?.kind === 'probabilities') {
    const { outputs } = value.layers.at(-1)!;
    if (dims.length === 2 && (dims[1] === outputs || dims[1] === -1)) return value;
  }
  throw operation.misplaced();
}

/** Numbers an image has; null where the shape does not say. */
function featuresOf(shape: readonly Dimension[] | null): Dimension {
  if (shape === null || shape.length < 2) return null;
  return shape
    .slice(1)
    .reduce((product, dim) => (product === null || dim === null ? null : product * dim), 1);
}

function shapeOf(value: Value | undefined): readonly Dimension[] | null {
  switch (value?.kind) {
    case 'pixels':
      return value.shape;
    case 'sums':
    case 'activated':
    case 'probabilities':
      return [null, value.layers.at(-1)!.outputs];
    case 'constant':
      return value.shape;
    default:
      return null;
  }
}

/** A part of a shape that the graph computes with. */
function shapePart(
  operation: Operation,
  part: (dims: readonly Dimension[]) => readonly Dimension[] | null,
): Value {
  const dims = dimsOf(operation.inputs[0]);
  const result = dims === null ? null : part(dims);
  if (result === null) throw operation.misplaced();
  return { kind: 'shape', dims: result };
}

function constant(operation: Operation): Value {
  const { node, file } = operation;
  const list = (values: readonly (number | bigint)[], shape: readonly number[]): TensorData => ({
    shape,
    values: Float64Array.from(values, Number),
  });
  for (const attribute of node.attribute) {
    switch (attribute.name) {
      case 'value':
        if (attribute.t === undefined) break;
        return { kind: 'constant', ...readTensor(attribute.t, file, node.output[0] ?? node.name) };
      case 'value_float':
        return { kind: 'constant', ...list([attribute.f], []) };
      case 'value_int':
        return { kind: 'constant', ...list([attribute.i], []) };
      case 'value_floats':
        return { kind: 'constant', ...list(attribute.floats, [attribute.floats.length]) };
      case 'value_ints':
        return { kind: 'constant', ...list(attribute.ints, [attribute.ints.length]) };
    }
  }
  throw operation.unknown();
}

export const shapeOperators: Readonly<Record<string, ReadOperator>> = {
  Constant: constant,
  Identity: pass,
  Cast: pass,
  CastLike: pass,

  /** Does nothing outside training. */
  Dropout(operation) {
    if (scalarOf(operation.inputs[2]) === 1) throw operation.misplaced();
    return pass(operation);
  },

  Flatten(operation) {
    operation.expect('axis', operation.int('axis', 1), 1);
    return reshaped(operation, operation.inputs[0], [0, -1]);
  },

  Reshape(operation) {
    const dims = dimsOf(operation.inputs[1]);
    if (dims === null) throw operation.misplaced();
    return reshaped(operation, operation.inputs[0], dims);
  },

  /** Of a weight matrix. */
  Transpose(operation) {
    const [value] = operation.inputs;
    if (value?.kind !== 'constant' || value.shape.length !== 2) throw operation.misplaced();
    const perm = operation.attribute('perm')?.ints.map(Number) ?? [1, 0];
    return perm[0] === 0 ? value : { kind: 'constant', ...transposed(value) };
  },

  Shape(operation) {
    const dims = shapeOf(operation.inputs[0]);
    if (dims === null) throw operation.misplaced();
    const end = operation.attribute('end')?.i;
    return {
      kind: 'shape',
      dims: dims.slice(operation.int('start', 0), end === undefined ? undefined : Number(end)),
    };
  },

  Gather(operation) {
    const index = scalarOf(operation.inputs[1]);
    return shapePart(operation, (dims) => {
      const found = index === null ? undefined : dims.at(index);
      return found === undefined ? null : [found];
    });
  },

  Slice(operation) {
    const [start, end] = [scalarOf(operation.inputs[1]), scalarOf(operation.inputs[2])];
    return shapePart(operation, (dims) => {
      return start === null || end === null ? null : dims.slice(start, end);
    });
  },

  Unsqueeze: (operation) => shapePart(operation, (dims) => dims),
  Squeeze: (operation) => shapePart(operation, (dims) => dims),

  Concat(operation) {
    const parts = operation.inputs.map(dimsOf);
    const dims = parts.flatMap((part) => {
      if (part === null) throw operation.misplaced();
      return [...part];
    });
    return { kind: 'shape', dims };
  },
};
