import { UserError } from '../errors';
import type { ActivationName } from '../network/activations';
import { LEAKY_SLOPE } from '../network/activations';
import type { Operation, ReadOperator } from './import-operator';
import { activated, scalarOf, withoutFactor, type FoundLayer, type Value } from './import-values';
import { transposed, type TensorData } from './tensor-data';

/** Takes what comes before and a weight matrix [D, H] to the sums of a new layer. */
function dense(
  operation: Operation,
  before: Value | undefined,
  { shape, values }: TensorData,
  bias: Float32Array | null,
): Value {
  const [inputs, outputs] = shape as [number, number];
  const layer: FoundLayer = {
    inputs,
    outputs,
    weights: values instanceof Float32Array ? values : Float32Array.from(values),
    bias: bias ?? new Float32Array(outputs),
    input: before?.kind === 'pixels' ? before : null,
    activation: null,
  };
  if (before?.kind === 'pixels') {
    if (before.shape !== null && before.shape.length !== 2) throw operation.misplaced();
    return { kind: 'sums', layers: [layer], factor: 1 };
  }
  // Two layers with no activation between them are no network that can be trained here.
  if (before?.kind !== 'activated') throw operation.misplaced();
  const previous = before.layers.at(-1)!.outputs;
  if (inputs !== previous) {
    throw new UserError('onnx.layerSize', {
      file: operation.file,
      node: operation.node.name,
      got: inputs,
      expected: previous,
    });
  }
  return { kind: 'sums', layers: [...before.layers, layer], factor: 1 };
}

function matrix(operation: Operation, value: Value | undefined): TensorData {
  if (value?.kind !== 'constant' || value.shape.length !== 2) throw operation.misplaced();
  return value;
}

/** α · x · B + β · C */
function gemm(operation: Operation): Value {
  const [before, b, c] = operation.inputs;
  operation.expect('transA', operation.int('transA', 0), 0);
  const given = matrix(operation, b);
  const weights = operation.int('transB', 0) === 1 ? transposed(given) : given;
  const alpha = operation.float('alpha', 1);
  const beta = operation.float('beta', 1);
  const outputs = weights.shape[1]!;
  const scaled =
    alpha === 1 ? weights : { ...weights, values: weights.values.map((w) => w * alpha) };
  return dense(
    operation,
    before,
    scaled,
    c === undefined ? null : biasOf(operation, c, outputs, beta),
  );
}

/** β · C as a bias [H]; C is [H], [1, H] or one number. */
function biasOf(operation: Operation, c: Value, outputs: number, beta: number): Float32Array {
  const scalar = scalarOf(c);
  if (scalar !== null) return new Float32Array(outputs).fill(beta * scalar);
  if (c.kind !== 'constant' || c.values.length !== outputs || c.shape.at(-1) !== outputs) {
    throw operation.misplaced();
  }
  return Float32Array.from(c.values, (value) => beta * value);
}

function activation(name: ActivationName, check?: (operation: Operation) => void): ReadOperator {
  return (operation) => {
    const [value] = operation.inputs;
    if (value?.kind !== 'sums') throw operation.misplaced();
    check?.(operation);
    return activated(value, name);
  };
}

/** Over the classes of the last layer. */
const softmax: ReadOperator = (operation) => {
  const [value] = operation.inputs;
  if (value?.kind !== 'sums') throw operation.misplaced();
  // Before opset 13 the axis was 1 by default, since then it is the last: the same for [N, K].
  if (operation.int('axis', 1) !== -1) operation.expect('axis', operation.int('axis', 1), 1);
  return { kind: 'probabilities', layers: withoutFactor(value) };
};

export const layerOperators: Readonly<Record<string, ReadOperator>> = {
  Gemm: gemm,
  MatMul: (operation) =>
    dense(operation, operation.inputs[0], matrix(operation, operation.inputs[1]), null),
  Relu: activation('relu'),
  LeakyRelu: activation('leaky_relu', (operation) => {
    operation.expect('alpha', operation.float('alpha', 0.01), LEAKY_SLOPE);
  }),
  Elu: activation('elu', (operation) => {
    operation.expect('alpha', operation.float('alpha', 1), 1);
  }),
  Gelu: activation('gelu', (operation) => {
    const approximate = operation.attribute('approximate')?.s;
    if (approximate !== undefined && String.fromCharCode(...approximate) !== 'none') {
      throw operation.noGelu();
    }
  }),
  Sigmoid: activation('sigmoid'),
  Tanh: activation('tanh'),
  Softmax: softmax,
  LogSoftmax: softmax,
};
