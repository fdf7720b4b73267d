import type { Tensor } from '../core/network/safetensors';
import type { LayerWeights, NetworkSpec } from '../core/network/types';
import { weightSpecs } from './graph/spec';

/** A network's numbers under the names a checkpoint and the graph give them. */
export function weightTensors(layers: readonly LayerWeights[]): Tensor[] {
  return layers.flatMap(({ weights, bias }, i) => [
    {
      name: `layer${i}.weight`,
      shape: [weights.length / bias.length, bias.length],
      values: weights,
    },
    { name: `layer${i}.bias`, shape: [bias.length], values: bias },
  ]);
}

/** The way back; slots among the tensors are passed over. Throws when a layer is missing. */
export function layersFromTensors(spec: NetworkSpec, tensors: readonly Tensor[]): LayerWeights[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor.values]));
  const values = weightSpecs(spec).map(({ name }) => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`The checkpoint has no ${name}.`);
    return found;
  });
  return Array.from({ length: values.length / 2 }, (_, i) => ({
    weights: values[2 * i]!,
    bias: values[2 * i + 1]!,
  }));
}
