import { LEAKY_SLOPE, type ActivationName } from '../../core/network/activations';
import type { Float, Graph } from './graph';
import { binary, scale, unary } from './operations';

/** An activation as graph operations. `a` and `z` are [N, H]; `dA` is dLoss/da. */
export interface GraphActivation {
  /** a = f(z) */
  forward(g: Graph, z: Float): Float;
  /** dLoss/dz = dLoss/da · f′(z) */
  backward(g: Graph, dA: Float, z: Float, a: Float): Float;
}

const leaky = { T: { type: 'float32' }, alpha: { f: LEAKY_SLOPE } } as const;

/** Φ(z), the standard normal distribution function. */
function normalBelow(g: Graph, z: Float): Float {
  const ofErf = unary(g, 'Erf', scale(g, z, Math.SQRT1_2));
  return scale(g, binary(g, 'AddV2', ofErf, g.float(1)), 0.5);
}

export const graphActivations = {
  relu: {
    forward: (g, z) => unary(g, 'Relu', z),
    backward: (g, dA, _z, a) => binary(g, 'ReluGrad', dA, a),
  },
  leaky_relu: {
    forward: (g, z) => g.add('LeakyRelu', [z], leaky).output('float32'),
    backward: (g, dA, z) => g.add('LeakyReluGrad', [dA, z], leaky).output('float32'),
  },
  elu: {
    forward: (g, z) => unary(g, 'Elu', z),
    backward: (g, dA, _z, a) => binary(g, 'EluGrad', dA, a),
  },
  gelu: {
    forward: (g, z) => binary(g, 'Mul', z, normalBelow(g, z)),
    // f′(z) = Φ(z) + z · φ(z)
    backward(g, dA, z) {
      const exponent = scale(g, binary(g, 'Mul', z, z), -0.5);
      const density = scale(g, unary(g, 'Exp', exponent), 1 / Math.sqrt(2 * Math.PI));
      const slope = binary(g, 'AddV2', normalBelow(g, z), binary(g, 'Mul', z, density));
      return binary(g, 'Mul', dA, slope);
    },
  },
  sigmoid: {
    forward: (g, z) => unary(g, 'Sigmoid', z),
    backward: (g, dA, _z, a) => binary(g, 'SigmoidGrad', a, dA),
  },
  tanh: {
    forward: (g, z) => unary(g, 'Tanh', z),
    backward: (g, dA, _z, a) => binary(g, 'TanhGrad', a, dA),
  },
} as const satisfies Record<ActivationName, GraphActivation>;
