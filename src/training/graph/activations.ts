import type { ActivationName } from '../../core/network/activations';
import type { Float, Graph } from './graph';
import { binary, unary } from './operations';

/** An activation as graph operations. `a` and `z` are [N, H]; `dA` is dLoss/da. */
export interface GraphActivation {
  /** a = f(z) */
  forward(g: Graph, z: Float): Float;
  /** dLoss/dz = dLoss/da · f′(z) */
  backward(g: Graph, dA: Float, z: Float, a: Float): Float;
}

export const graphActivations = {
  relu: {
    forward: (g, z) => unary(g, 'Relu', z),
    backward: (g, dA, _z, a) => binary(g, 'ReluGrad', dA, a),
  },
} as const satisfies Record<ActivationName, GraphActivation>;
