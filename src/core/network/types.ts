// Legend, used in all of core and training:
// N examples in a batch, D inputs of a layer, H outputs of a layer, K classes. Arrays are row-major.
import type { ActivationName } from './activations';

/** 28 × 28 pixels, row-major, 0 (paper) to 255 (ink): MNIST's own polarity. */
export type Pixels28 = Uint8Array & { readonly __brand: 'Pixels28' };
export const IMAGE_SIDE = 28;
export const PIXELS = IMAGE_SIDE * IMAGE_SIDE;

/** How a pixel p (0–255) becomes a network's input: p × scale + offset. One value, kept with the model; the training graph, the ONNX export and the reference pass all read it. */
export interface Preprocessing {
  readonly scale: number;
  readonly offset: number;
}
/** The article's: (p/255 − 0.5)/0.5, which lies in [−1, 1]. */
export const ARTICLE_PREPROCESSING: Preprocessing = { scale: 2 / 255, offset: -1 };

export interface HiddenLayerSpec {
  readonly units: number;
  readonly activation: ActivationName;
}

/** The shape of a multilayer perceptron: `inputs` → hidden layers → `classes` logits (the last layer has no activation). */
export interface NetworkSpec {
  readonly inputs: number;
  readonly hidden: readonly HiddenLayerSpec[];
  readonly classes: number;
}

/** The numbers of one dense layer: y = x · weights + bias. */
export interface LayerWeights {
  /** [D, H] row-major: weights[d * H + h] goes from input d to unit h. (PyTorch keeps [H, D].) */
  readonly weights: Float32Array;
  /** [H] */
  readonly bias: Float32Array;
}

/** A network that can be run: its shape, its numbers, and what its inputs and outputs mean. */
export interface Network {
  readonly spec: NetworkSpec;
  readonly layers: readonly LayerWeights[];
  readonly preprocessing: Preprocessing;
  /** One name a class, in the order of the outputs; '0' … '9' for MNIST. */
  readonly classNames: readonly string[];
}
