import { erf } from './erf';

/** An activation function as mathematics: what the reference pass computes and what a person is told about it. */
export interface Activation {
  /** a = f(z) */
  readonly value: (z: number) => number;
  /** df/dz at z */
  readonly derivative: (z: number) => number;
}

/** PyTorch's default: what a leaky ReLU lets through of what is below 0. */
export const LEAKY_SLOPE = 0.01;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
/** Standard normal distribution function and density. */
const normalBelow = (z: number): number => (1 + erf(z / Math.SQRT2)) / 2;
const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The registry. How each one looks as graph operations stands in `training/graph/activations.ts`, as ONNX in `core/onnx/activations.ts`; the compiler checks that none is missing there. */
export const activations = {
  relu: {
    value: (z) => (z > 0 ? z : 0),
    // At z = 0 the derivative is taken as 0, as PyTorch and TensorFlow do.
    derivative: (z) => (z > 0 ? 1 : 0),
  },
  /** Maas, Hannun, Ng 2013. */
  leaky_relu: {
    value: (z) => (z > 0 ? z : LEAKY_SLOPE * z),
    derivative: (z) => (z > 0 ? 1 : LEAKY_SLOPE),
  },
  /** Clevert, Unterthiner, Hochreiter 2016, with α = 1. */
  elu: {
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    derivative: (z) => (z > 0 ? 1 : Math.exp(z)),
  },
  /** Hendrycks, Gimpel 2016: z · Φ(z), exact by erf, not the approximation by tanh. */
  gelu: {
    value: (z) => z * normalBelow(z),
    derivative: (z) => normalBelow(z) + z * normalDensity(z),
  },
  sigmoid: {
    value: sigmoid,
    derivative: (z) => sigmoid(z) * (1 - sigmoid(z)),
  },
  tanh: {
    value: Math.tanh,
    derivative: (z) => 1 - Math.tanh(z) ** 2,
  },
} as const satisfies Record<string, Activation>;

export type ActivationName = keyof typeof activations;
export const activationNames = Object.keys(activations) as [ActivationName, ...ActivationName[]];
