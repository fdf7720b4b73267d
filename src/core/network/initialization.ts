import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { randomStream } from '../random';
import { layerSizes } from './spec';
import type { LayerWeights, NetworkSpec } from './types';

/** How far from 0 a layer's first numbers may lie; they are uniform within. Uniform in ±b has variance b²/3. */
interface Initialization {
  readonly weightBound: (inputs: number, outputs: number) => number;
  readonly biasBound: (inputs: number) => number;
}

const none = () => 0;

const initializations = {
  /** torch.nn.Linear: variance 1/(3·inputs), a third of LeCun's, and biases too; PyTorch writes it as kaiming_uniform with a = √5. */
  pytorch: {
    weightBound: (inputs) => 1 / Math.sqrt(inputs),
    biasBound: (inputs) => 1 / Math.sqrt(inputs),
  },
  /** Variance 2/inputs, so that relu, which silences half the units, keeps the size of the signal (He et al. 2015, eq. 10). */
  he: { weightBound: (inputs) => Math.sqrt(6 / inputs), biasBound: none },
  /** Variance 2/(inputs + outputs): between what signals want forward and gradients backward (Glorot & Bengio 2010, eq. 16). */
  glorot: {
    weightBound: (inputs, outputs) => Math.sqrt(6 / (inputs + outputs)),
    biasBound: none,
  },
  /** Variance 1/inputs: sums as large as the inputs (LeCun et al. 1998, "Efficient BackProp", section 4.6). */
  lecun: { weightBound: (inputs) => Math.sqrt(3 / inputs), biasBound: none },
  /** To see why not: all units of a hidden layer stay alike, or receive no gradient at all. */
  zeros: { weightBound: none, biasBound: none },
} as const satisfies Record<string, Initialization>;

export type InitializationName = keyof typeof initializations;
export const initializationNames = Object.keys(initializations) as [
  InitializationName,
  ...InitializationName[],
];

/**
 * The weights a training starts from, a function of its arguments alone. Every layer draws from a stream of its own, so that
 * changing one layer's size leaves the layers that it does not touch as they were.
 */
export function initialNetwork(
  spec: NetworkSpec,
  initialization: InitializationName,
  seed: number,
): LayerWeights[] {
  const { weightBound, biasBound } = initializations[initialization];
  return layerSizes(spec).map(({ inputs, outputs }, index) => {
    const random = randomStream('initialization', seed, index);
    return {
      weights: uniform(inputs * outputs, weightBound(inputs, outputs), random),
      bias: uniform(outputs, biasBound(inputs), random),
    };
  });
}

/** Float32 numbers uniform in ±bound. */
function uniform(length: number, bound: number, random: RandomGenerator): Float32Array {
  const values = new Float32Array(length);
  if (bound === 0) return values;
  for (let i = 0; i < length; i++) values[i] = (2 * uniformFloat64(random) - 1) * bound;
  return values;
}
