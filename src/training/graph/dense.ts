import type { ActivationName } from '../../core/network/activations';
import { graphActivations } from './activations';
import type { Float, Graph } from './graph';
import { biasAdd, matMul, sumRows } from './operations';

// N examples in a batch, D inputs of a layer, H outputs of a layer. Row-major.

/** A dense layer's numbers as the graph reads them: weights [D, H], bias [H]. */
export interface DenseValues {
  readonly weights: Float;
  readonly bias: Float;
  /** null: the last layer, whose outputs are the logits. */
  readonly activation: ActivationName | null;
}

/** What the backward pass needs of a layer's forward pass. */
interface Trace {
  /** [N, D] */
  readonly input: Float;
  /** x · W + b, [N, H] */
  readonly z: Float;
  /** f(z), [N, H] */
  readonly a: Float;
}

/** Runs x [N, D] through the layers; the last trace's `a` are the logits. */
export function forward(g: Graph, layers: readonly DenseValues[], x: Float): Trace[] {
  const traces: Trace[] = [];
  let input = x;
  for (const { weights, bias, activation } of layers) {
    const z = biasAdd(g, matMul(g, input, weights), bias);
    const a = activation === null ? z : graphActivations[activation].forward(g, z);
    traces.push({ input, z, a });
    input = a;
  }
  return traces;
}

export interface DenseGradients {
  /** dLoss/dW = xᵀ · dLoss/dz, [D, H] */
  readonly weights: Float;
  /** dLoss/db = sum over the batch of dLoss/dz, [H] */
  readonly bias: Float;
}

/**
 * Backpropagation (Rumelhart, Hinton, Williams 1986) from dLogits = dLoss/dlogits [N, K] down to layer `lowest`, below which
 * nothing trains: dLoss/dx = dLoss/dz · Wᵀ is the next layer down's dLoss/da. Gradients of lower layers are left out.
 */
export function backward(
  g: Graph,
  layers: readonly DenseValues[],
  traces: readonly Trace[],
  dLogits: Float,
  lowest: number,
): DenseGradients[] {
  const gradients: DenseGradients[] = [];
  let dA = dLogits;
  for (let i = layers.length - 1; i >= lowest; i--) {
    const { weights, activation } = layers[i]!;
    const { input, z, a } = traces[i]!;
    const dZ = activation === null ? dA : graphActivations[activation].backward(g, dA, z, a);
    gradients[i] = {
      weights: matMul(g, input, dZ, { transposeA: true }),
      bias: sumRows(g, dZ),
    };
    if (i > lowest) dA = matMul(g, dZ, weights, { transposeB: true });
  }
  return gradients;
}
