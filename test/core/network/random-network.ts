import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { activationNames, activations } from '../../../src/core/network/activations';
import { layerSizes } from '../../../src/core/network/spec';
import type { HiddenLayerSpec, LayerWeights, NetworkSpec } from '../../../src/core/network/types';

// N examples, D inputs, H outputs of a layer, K classes, as in src/core/network/reference.ts.

/** A network with numbers and a batch for it. Every number is a float32, so that float32 and float64 code get the same. */
export interface NetworkCase {
  readonly spec: NetworkSpec;
  readonly layers: readonly LayerWeights[];
  /** [N, D] of the first layer */
  readonly input: Float64Array;
  /** [N] */
  readonly labels: Uint8Array;
}

/** Every weighted sum of a hidden layer is at least this far from 0, where some activations have a kink. */
export const KINK_MARGIN = 0.1;

/** Networks of 0 to 3 hidden layers, every activation, with a batch of 1 to 4 examples. */
export function networkCase(
  names: readonly HiddenLayerSpec['activation'][] = activationNames,
): fc.Arbitrary<NetworkCase> {
  const size = fc.integer({ min: 1, max: 5 });
  const layer = fc.record({ units: size, activation: fc.constantFrom(...names) });
  return fc
    .record({
      inputs: size,
      hidden: fc.array(layer, { maxLength: 3 }),
      classes: fc.integer({ min: 2, max: 4 }),
      examples: fc.integer({ min: 1, max: 4 }),
      seed: fc.nat(),
    })
    .map(({ examples, seed, ...spec }) => fill(spec, examples, seed));
}

function fill(spec: NetworkSpec, examples: number, seed: number): NetworkCase {
  const random = xoroshiro128plus(seed);
  /** Uniform in [0, 1) */
  const draw = () => uniformFloat64(random);
  const numbers = (length: number) => Float32Array.from({ length }, () => 2 * draw() - 1);

  const input = Float64Array.from(numbers(examples * spec.inputs));
  const labels = Uint8Array.from({ length: examples }, () => Math.floor(draw() * spec.classes));
  const layers: LayerWeights[] = [];
  let x = input;
  for (const [l, { inputs, outputs }] of layerSizes(spec).entries()) {
    const weights = numbers(inputs * outputs);
    const bias = numbers(outputs);
    const hidden = spec.hidden[l];
    const z = new Float64Array(examples * outputs);
    for (let h = 0; h < outputs; h++) {
      const sums = Array.from({ length: examples }, (_, n) => {
        let sum = 0;
        for (let d = 0; d < inputs; d++) sum += x[n * inputs + d]! * weights[d * outputs + h]!;
        return sum;
      });
      if (hidden !== undefined) bias[h] = biasAwayFromKinks(sums, draw());
      sums.forEach((sum, n) => {
        z[n * outputs + h] = sum + bias[h]!;
      });
    }
    layers.push({ weights, bias });
    if (hidden !== undefined) x = z.map(activations[hidden.activation].value);
  }
  return { spec, layers, input, labels };
}

/** A bias that brings every sum further from 0 than the margin: all above, all below, or 0 inside one of the gaps between them. */
function biasAwayFromKinks(sums: readonly number[], choice: number): number {
  const sorted = [...sums].sort((a, b) => a - b);
  const clear = 1.5 * KINK_MARGIN;
  const biases = [clear - sorted[0]!, -clear - sorted.at(-1)!];
  for (let i = 1; i < sorted.length; i++) {
    const [low, high] = [sorted[i - 1]!, sorted[i]!];
    if (high - low > 2 * clear) biases.push(-(low + high) / 2);
  }
  return biases[Math.floor(choice * biases.length)]!;
}
