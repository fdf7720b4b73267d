import type { NodeProto } from 'onnx-buf';
import { LEAKY_SLOPE, type ActivationName } from '../network/activations';
import { constant, floatAttribute, node } from './nodes';

/**
 * An activation as ONNX operators of the export's opset: takes the tensor named `input`, leaves its result in `output`.
 * Names of tensors in between begin with `output` + '/'.
 */
type OnnxActivation = (input: string, output: string) => readonly NodeProto[];

/** z · Φ(z) = z · (1 + erf(z/√2)) / 2. Opset 20 has Gelu as one operator; ONNX Runtime and OpenCV know it in these five as well. */
const gelu: OnnxActivation = (input, output) => {
  const part = (name: string) => `${output}/${name}`;
  return [
    constant(part('sqrt2'), Math.SQRT2),
    constant(part('one'), 1),
    constant(part('half'), 0.5),
    node('Div', [input, part('sqrt2')], part('scaled')),
    node('Erf', [part('scaled')], part('erf')),
    node('Add', [part('erf'), part('one')], part('sum')),
    node('Mul', [input, part('sum')], part('product')),
    node('Mul', [part('product'), part('half')], output),
  ];
};

export const onnxActivations = {
  relu: (input, output) => [node('Relu', [input], output)],
  leaky_relu: (input, output) => [
    node('LeakyRelu', [input], output, [floatAttribute('alpha', LEAKY_SLOPE)]),
  ],
  elu: (input, output) => [node('Elu', [input], output, [floatAttribute('alpha', 1)])],
  gelu,
  sigmoid: (input, output) => [node('Sigmoid', [input], output)],
  tanh: (input, output) => [node('Tanh', [input], output)],
} as const satisfies Record<ActivationName, OnnxActivation>;
