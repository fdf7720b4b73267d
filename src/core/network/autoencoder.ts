import type { NetworkSpec } from './types';

/**
 * The network that gives back what it is shown: the hidden layers of `spec` (the encoder), the same mirrored (the decoder), and
 * as many outputs as inputs, without activation. Its first layers have the names and shapes of those of `spec`.
 */
export function autoencoderOf({ inputs, hidden }: NetworkSpec): NetworkSpec {
  return { inputs, hidden: [...hidden, ...hidden.slice(0, -1).reverse()], classes: inputs };
}
