import type { NodeProto } from 'onnx-buf';
import type { ActivationName } from '../network/activations';
import { node } from './nodes';

/**
 * An activation as ONNX operators of the export's opset: takes the tensor named `input`, leaves its result in `output`.
 * Names of tensors in between begin with `output` + '/'.
 */
export type OnnxActivation = (input: string, output: string) => readonly NodeProto[];

export const onnxActivations = {
  relu: (input, output) => [node('Relu', [input], output)],
} as const satisfies Record<ActivationName, OnnxActivation>;
