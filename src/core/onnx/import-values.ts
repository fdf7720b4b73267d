import type { UserError } from '../errors';
import type { ActivationName } from '../network/activations';
import type { LayerWeights } from '../network/types';
import type { TensorData } from './tensor-data';

// What the tensors of a foreign graph turn out to be as it is read from the input to the output. None is ever changed.

/** A size, or null for one the file leaves open, such as the number of images. */
export type Dimension = number | null;

/** A dense layer as found; weights are [inputs, outputs]. */
export interface FoundLayer extends LayerWeights {
  readonly inputs: number;
  readonly outputs: number;
  /** What the first layer takes; null in the others, which take what the one before gives. */
  readonly input: Pixels | null;
  /** null: none yet, or none at all in the last layer. */
  readonly activation: ActivationName | null;
}

/** Before the first layer: the file's input, x · scale + offset. */
interface Pixels {
  readonly kind: 'pixels';
  /** null: not said. */
  readonly shape: readonly Dimension[] | null;
  readonly scale: number;
  readonly offset: number;
}

/** The sums of the last of `layers`, times a factor; its activation is still open. */
export interface Sums {
  readonly kind: 'sums';
  readonly layers: readonly FoundLayer[];
  readonly factor: number;
}

/** What the last of `layers` gives, its activation included. */
interface Activated {
  readonly kind: 'activated';
  readonly layers: readonly FoundLayer[];
}

/** Softmax or its logarithm, of the last layer's sums. */
interface Probabilities {
  readonly kind: 'probabilities';
  readonly layers: readonly FoundLayer[];
}

/**
 * A part of z · (1 + erf(z/√2))/2 written in single operators, z the sums of `layers`: outer · erf(inner · z), then
 * outer · (1 + erf(inner · z)), then outer · z · (1 + erf(inner · z)).
 */
export interface GeluPart {
  readonly kind: 'geluPart';
  readonly layers: readonly FoundLayer[];
  readonly stage: 'erf' | 'onePlusErf' | 'product';
  readonly inner: number;
  readonly outer: number;
}

interface Constant extends TensorData {
  readonly kind: 'constant';
}

/** The shape of something, or a part of it, as numbers to compute with. */
interface Shape {
  readonly kind: 'shape';
  readonly dims: readonly Dimension[];
}

/** Cannot be read; matters only where the output depends on it. */
interface Refused {
  readonly kind: 'refused';
  readonly error: UserError;
}

export type Value =
  Pixels | Sums | Activated | Probabilities | GeluPart | Constant | Shape | Refused;

/** The one number a constant holds; null where it holds more or is no constant. */
export function scalarOf(value: Value | undefined): number | null {
  return value?.kind === 'constant' && value.values.length === 1 ? value.values[0]! : null;
}

/** A shape given as a shape or as constant numbers; null where it is neither. */
export function dimsOf(value: Value | undefined): readonly Dimension[] | null {
  if (value?.kind === 'shape') return value.dims;
  return value?.kind === 'constant' ? [...value.values] : null;
}

/** Sums with the factor worked into the weights. */
export function withoutFactor({ layers, factor }: Sums): readonly FoundLayer[] {
  if (factor === 1) return layers;
  return replaceLast(layers, (last) => ({
    ...last,
    weights: last.weights.map((weight) => weight * factor),
    bias: last.bias.map((bias) => bias * factor),
  }));
}

/** The last layer's sums with its activation. */
export function activated(sums: Sums, activation: ActivationName): Value {
  const layers = replaceLast(withoutFactor(sums), (last) => ({ ...last, activation }));
  return { kind: 'activated', layers };
}

export function replaceLast(
  layers: readonly FoundLayer[],
  change: (last: FoundLayer) => FoundLayer,
): readonly FoundLayer[] {
  return [...layers.slice(0, -1), change(layers.at(-1)!)];
}
