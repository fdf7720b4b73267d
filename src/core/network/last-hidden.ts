import { activations } from './activations';
import type { Network } from './types';

/**
 * The network as far as its last hidden layer: what would be logits are that layer's weighted sums, before the activation.
 * null where there is no hidden layer.
 */
export function upToLastHidden(network: Network): Network | null {
  const { spec, layers } = network;
  const last = spec.hidden.at(-1);
  if (last === undefined) return null;
  return {
    ...network,
    spec: { inputs: spec.inputs, hidden: spec.hidden.slice(0, -1), classes: last.units },
    layers: layers.slice(0, -1),
    classNames: Array.from({ length: last.units }, (_, unit) => String(unit)),
  };
}

/** The last hidden layer's outputs from its weighted sums, in place. */
export function activate(network: Network, sums: Float32Array): Float32Array {
  const { value } = activations[network.spec.hidden.at(-1)!.activation];
  for (let i = 0; i < sums.length; i++) sums[i] = value(sums[i]!);
  return sums;
}
