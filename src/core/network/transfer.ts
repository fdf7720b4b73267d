import { MOST_CLASSES } from '../data/dataset';
import { UserError } from '../errors';
import type { TransferSettings } from '../recipe/transfer';
import { initialNetwork, type InitializationName } from './initialization';
import { layerSizes } from './spec';
import type { LayerWeights, Network, Preprocessing } from './types';

/**
 * The same network for inputs that are scaled otherwise: the difference goes into the first layer, whose sums stay what they
 * were but for float32's rounding. With x = p·s + o and x′ = p·s′ + o′ of one pixel p, x = a·x′ + c where a = s/s′ and
 * c = o − a·o′; so W′ = a·W, and b′ = b + c · (the column sums of W).
 */
export function withPreprocessing(network: Network, target: Preprocessing): Network {
  const { scale, offset } = network.preprocessing;
  if (scale === target.scale && offset === target.offset) return network;
  const a = scale / target.scale;
  const c = offset - a * target.offset;
  const [first, ...others] = network.layers as [LayerWeights, ...LayerWeights[]];
  const { weights, bias } = first;
  const units = bias.length;
  const sums = new Float64Array(units);
  weights.forEach((weight, i) => {
    sums[i % units]! += weight;
  });
  return {
    ...network,
    layers: [
      {
        weights: weights.map((weight) => a * weight),
        bias: bias.map((value, unit) => value + c * sums[unit]!),
      },
      ...others,
    ],
    preprocessing: target,
  };
}

/**
 * The classes of a network that starts from one that knows `known` and is to tell `wanted` apart, in the order of its outputs.
 * @throws UserError where a kept head lacks one, or there would be too many
 */
export function classesAfter(
  head: TransferSettings['head'],
  known: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  if (head === 'new') return wanted;
  const missing = wanted.filter((name) => !known.includes(name));
  if (head === 'keep' && missing.length > 0) {
    throw new UserError('transfer.otherClasses', {
      known: known.join(', '),
      missing: missing.join(', '),
    });
  }
  const got = known.length + missing.length;
  if (got > MOST_CLASSES) {
    throw new UserError('transfer.tooManyClasses', { got, most: MOST_CLASSES });
  }
  return [...known, ...missing];
}

/**
 * What a training starts from that goes on from `base`: its hidden layers as they are, and a head for `classesAfter` of the
 * classes wanted. What is drawn anew is drawn as `initialization` says for the whole head. A function of its arguments alone.
 * @throws UserError as `classesAfter`
 */
export function startingNetwork(
  base: Network,
  head: TransferSettings['head'],
  wanted: readonly string[],
  initialization: InitializationName,
  seed: number,
): Network {
  const classNames = classesAfter(head, base.classNames, wanted);
  const spec = { ...base.spec, classes: classNames.length };
  const old = base.layers.at(-1)!;
  const kept = head === 'new' ? 0 : base.classNames.length;
  const { inputs, outputs } = layerSizes(spec).at(-1)!;
  const drawn = initialNetwork(spec, initialization, seed).at(-1)!;
  const { weights, bias } = drawn;
  for (let d = 0; d < inputs; d++) {
    weights.set(old.weights.subarray(d * old.bias.length, d * old.bias.length + kept), d * outputs);
  }
  bias.set(old.bias.subarray(0, kept));
  return { ...base, spec, layers: [...base.layers.slice(0, -1), drawn], classNames };
}
