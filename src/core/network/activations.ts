/** An activation function as mathematics: what the reference pass computes and what a person is told about it. */
export interface Activation {
  /** a = f(z) */
  readonly value: (z: number) => number;
  /** df/dz at z */
  readonly derivative: (z: number) => number;
}

/** The registry. How each one looks as graph operations stands in `training/graph/activations.ts`, as ONNX in `core/onnx/activations.ts`; the compiler checks that none is missing there. */
export const activations = {
  relu: {
    value: (z) => (z > 0 ? z : 0),
    // At z = 0 the derivative is taken as 0, as PyTorch and TensorFlow do.
    derivative: (z) => (z > 0 ? 1 : 0),
  },
} as const satisfies Record<string, Activation>;

export type ActivationName = keyof typeof activations;
export const activationNames = Object.keys(activations) as [ActivationName, ...ActivationName[]];
