import type { ActivationName } from '../../core/network/activations';
import { graphActivations } from './activations';
import { masked } from './dropout';
import type { Float, Graph } from './graph';
import { biasAdd, matMul, sumRows } from './operations';

// N examples in a batch, D inputs of a layer, H outputs of a layer. Row-major.

/** A dense layer's numbers as the graph reads them: weights [D, H], bias [H]. */
export interface DenseValues {
  readonly weights: Float;
  readonly bias: Float;
  /** null: the last layer, whose outputs are taken as they are. */
  readonly activation: ActivationName | null;
}

/** What the backward pass needs of a layer's forward pass. */
interface Trace {
  /** What the layer saw, after dropout, [N, D] */
  readonly input: Float;
  /** Laid on the input: [N, D], or null where nothing is dropped. */
  readonly mask: Float | null;
  /** x · W + b, [N, H] */
  readonly z: Float;
  /** f(z), [N, H] */
  readonly a: Float;
}

/** Runs x [N, D] through the layers; the last trace's `a` are the outputs. `maskOf` gives the dropout mask of layer i's input. */
export function forward(
  g: Graph,
  layers: readonly DenseValues[],
  x: Float,
  maskOf: (layer: number, input: Float) => Float | null = () => null,
): Trace[] {
  const traces: Trace[] = [];
  let input = x;
  layers.forEach(({ weights, bias, activation }, i) => {
    const mask = maskOf(i, input);
    input = masked(g, input, mask);
    const z = biasAdd(g, matMul(g, input, weights), bias);
    const a = activation === null ? z : graphActivations[activation].forward(g, z);
    traces.push({ input, mask, z, a });
    input = a;
  });
  return traces;
}

export interface DenseGradients {
  /** dLoss/dW = xᵀ · dLoss/dz, [D, H] */
  readonly weights: Float;
  /** dLoss/db = sum over the batch of dLoss/dz, [H] */
  readonly bias: Float;
}

/**
 * Backpropagation (Rumelhart, Hinton, Williams 1986) from dOutputs = dLoss/d(outputs) [N, K] down to layer `lowest`, below
 * which nothing trains: dLoss/dx = dLoss/dz · Wᵀ is the next layer down's dLoss/da. Gradients of lower layers are left out.
 */
export function backward(
  g: Graph,
  layers: readonly DenseValues[],
  traces: readonly Trace[],
  dOutputs: Float,
  lowest: number,
): DenseGradients[] {
  const gradients: DenseGradients[] = [];
  let dA = dOutputs;
  for (let i = layers.length - 1; i >= lowest; i--) {
    const { weights, activation } = layers[i]!;
    const { input, mask, z, a } = traces[i]!;
    const dZ = activation === null ? dA : graphActivations[activation].backward(g, dA, z, a);
    gradients[i] = {
      weights: matMul(g, input, dZ, { transposeA: true }),
      bias: sumRows(g, dZ),
    };
    if (i > lowest) dA = masked(g, matMul(g, dZ, weights, { transposeB: true }), mask);
  }
  return gradients;
}
