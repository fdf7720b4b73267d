import type { Operation, ReadOperator } from './import-operator';
import {
  activated,
  replaceLast,
  scalarOf,
  withoutFactor,
  type GeluPart,
  type Value,
} from './import-values';

// Add, Sub, Mul and Div scale pixels, add a bias, or are a part of GELU.

/** float32 constants of GELU agree with the exact ones to about 1e-7. */
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.abs(b);

/** value + number, or a bias [H] */
function plus(operation: Operation, value: Value, constant: Value, sign: 1 | -1): Value {
  if (constant.kind !== 'constant') throw operation.misplaced();
  const scalar = scalarOf(constant);
  if (value.kind === 'sums') {
    const layers = withoutFactor(value);
    const { outputs } = layers.at(-1)!;
    const { values, shape } = constant;
    const isRow = values.length === outputs && shape.at(-1) === outputs;
    if (!isRow && scalar === null) throw operation.misplaced();
    const added = (h: number) => sign * (isRow ? values[h]! : scalar!);
    return {
      kind: 'sums',
      layers: replaceLast(layers, (last) => ({
        ...last,
        bias: last.bias.map((b, h) => b + added(h)),
      })),
      factor: 1,
    };
  }
  if (scalar === null) throw operation.misplaced();
  const added = sign * scalar;
  if (value.kind === 'pixels') return { ...value, offset: value.offset + added };
  if (value.kind === 'geluPart' && value.stage === 'erf' && near(added, value.outer)) {
    return { ...value, stage: 'onePlusErf' };
  }
  if (added === 0) return value;
  throw operation.misplaced();
}

/** value · factor */
function times(operation: Operation, value: Value, factor: number): Value {
  switch (value.kind) {
    case 'pixels':
      return { ...value, scale: value.scale * factor, offset: value.offset * factor };
    case 'sums':
      return { ...value, factor: value.factor * factor };
    case 'geluPart':
      return whole(operation, { ...value, outer: value.outer * factor });
    default:
      // PyTorch writes some activations with scales of 1.
      if (factor === 1) return value;
      throw operation.misplaced();
  }
}

/** z · (1 + erf(…)), for the same z. */
function product(operation: Operation, a: Value, b: Value): Value {
  if (a.kind !== 'sums') [a, b] = [b, a];
  if (a.kind !== 'sums' || b.kind !== 'geluPart' || b.stage !== 'onePlusErf') {
    throw operation.misplaced();
  }
  if (a.layers !== b.layers) throw operation.noGelu();
  return whole(operation, { ...b, stage: 'product', outer: b.outer * a.factor });
}

/** A GELU once all of it is there. */
function whole(operation: Operation, part: GeluPart): Value {
  if (part.stage !== 'product' || !near(part.outer, 0.5)) return part;
  if (!near(part.inner, Math.SQRT1_2)) throw operation.noGelu();
  return activated({ kind: 'sums', layers: part.layers, factor: 1 }, 'gelu');
}

function two(operation: Operation): [Value, Value] {
  const [a, b] = operation.inputs;
  if (a === undefined || b === undefined) throw operation.misplaced();
  return [a, b];
}

export const arithmetic: Readonly<Record<'Add' | 'Sub' | 'Mul' | 'Div' | 'Erf', ReadOperator>> = {
  Add(operation) {
    const [a, b] = two(operation);
    return a.kind === 'constant' ? plus(operation, b, a, 1) : plus(operation, a, b, 1);
  },

  Sub(operation) {
    const [a, b] = two(operation);
    if (a.kind === 'constant') return plus(operation, times(operation, b, -1), a, 1);
    return plus(operation, a, b, -1);
  },

  Mul(operation) {
    const [a, b] = two(operation);
    const [left, right] = [scalarOf(a), scalarOf(b)];
    if (right !== null) return times(operation, a, right);
    if (left !== null) return times(operation, b, left);
    return product(operation, a, b);
  },

  Div(operation) {
    const [a, b] = two(operation);
    const divisor = scalarOf(b);
    if (divisor === null || divisor === 0) throw operation.misplaced();
    return times(operation, a, 1 / divisor);
  },

  Erf(operation) {
    const [value] = operation.inputs;
    if (value?.kind !== 'sums') throw operation.misplaced();
    const { layers, factor } = value;
    return { kind: 'geluPart', layers, stage: 'erf', inner: factor, outer: 1 };
  },
};
