import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { randomStream } from '../random';
import type { LayerWeights, NetworkSpec } from './types';
import { layerSizes } from './spec';

/** Fills the zeros of a new layer of `inputs` → `outputs`; weights are [inputs, outputs]. */
type Initialize = (
  layer: LayerWeights,
  inputs: number,
  outputs: number,
  random: RandomGenerator,
) => void;

/** Uniform in [−bound, bound), rounded to float32. */
function fillUniform(values: Float32Array, bound: number, random: RandomGenerator): void {
  for (let i = 0; i < values.length; i++) values[i] = (2 * uniformFloat64(random) - 1) * bound;
}

const initializations = {
  /**
   * torch.nn.Linear: weights and biases uniform in ±1/√inputs. Their variance 1/(3·inputs) is that of LeCun's "Efficient
   * BackProp" (1998) over three; PyTorch writes it as kaiming_uniform with a = √5.
   */
  pytorch: (layer, inputs, _outputs, random) => {
    const bound = 1 / Math.sqrt(inputs);
    fillUniform(layer.weights, bound, random);
    fillUniform(layer.bias, bound, random);
  },
} as const satisfies Record<string, Initialize>;

export type InitializationName = keyof typeof initializations;
export const initializationNames = Object.keys(initializations) as [
  InitializationName,
  ...InitializationName[],
];

/**
 * The weights a training starts from, a function of its arguments alone. Every layer draws from a stream of its own, so that
 * changing one layer's size leaves the others' numbers as they were.
 */
export function initialNetwork(
  spec: NetworkSpec,
  initialization: InitializationName,
  seed: number,
): LayerWeights[] {
  return layerSizes(spec).map(({ inputs, outputs }, index) => {
    const layer = {
      weights: new Float32Array(inputs * outputs),
      bias: new Float32Array(outputs),
    };
    initializations[initialization](
      layer,
      inputs,
      outputs,
      randomStream('initialization', seed, index),
    );
    return layer;
  });
}
