import { activations } from '../../network/activations';
import type { Network } from '../../network/types';

// D = 784 pixels p, 0 (paper) to 255 (ink), as real numbers; H units of a layer; K classes; z the logits.

interface Layer {
  /** [inputs, outputs] row-major */
  readonly weights: Float64Array;
  /** [outputs, inputs] row-major: the same, for the way back */
  readonly transposed: Float64Array;
  /** [outputs] */
  readonly bias: Float64Array;
  readonly outputs: number;
  /** Null for the last layer. */
  readonly activation: (typeof activations)[keyof typeof activations] | null;
}

/**
 * A network as a function of one image's pixels, in float64 and quick enough to be asked some thousand times. What is done to
 * pixels before the first layer is folded into it: x = p · scale + offset.
 */
export class PixelNetwork {
  readonly classes: number;
  readonly pixels: number;
  readonly #layers: readonly Layer[];

  constructor({ spec, layers, preprocessing }: Network) {
    this.classes = spec.classes;
    this.pixels = spec.inputs;
    this.#layers = layers.map(({ weights, bias }, l): Layer => {
      const { scale, offset } = l === 0 ? preprocessing : { scale: 1, offset: 0 };
      const outputs = bias.length;
      const inputs = weights.length / outputs;
      const shifted = Float64Array.from(bias);
      if (offset !== 0) {
        for (let i = 0; i < weights.length; i++) shifted[i % outputs]! += offset * weights[i]!;
      }
      const hidden = spec.hidden[l];
      const scaled = new Float64Array(weights.length);
      const transposed = new Float64Array(weights.length);
      for (let d = 0, i = 0; d < inputs; d++) {
        for (let h = 0; h < outputs; h++, i++) {
          scaled[i] = scale * weights[i]!;
          transposed[h * inputs + d] = scaled[i]!;
        }
      }
      return {
        weights: scaled,
        transposed,
        bias: shifted,
        outputs,
        activation: hidden === undefined ? null : activations[hidden.activation],
      };
    });
  }

  /** [K] for pixels [D]. */
  logits(pixels: Float64Array): Float64Array {
    return this.#sums(pixels).at(-1)!;
  }

  /**
   * How the differences z_target − z_k of some classes k change with the pixels: a row [D] each, in logits a grey level. Exact
   * as long as no piecewise linear activation changes its piece.
   */
  leadGradients(pixels: Float64Array, target: number, rivals: readonly number[]): Float64Array[] {
    const sums = this.#sums(pixels);
    // One row a rival: how the difference changes with the sums of the layer in hand.
    let deltas: Float64Array[] = rivals.map((rival) => {
      const row = new Float64Array(this.classes);
      row[target] = 1;
      row[rival] = -1;
      return row;
    });
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      deltas = throughWeights(deltas, this.#layers[l]!);
      if (l === 0) break;
      const slopes = sums[l - 1]!.map(this.#layers[l - 1]!.activation!.derivative);
      for (const row of deltas) for (let h = 0; h < row.length; h++) row[h]! *= slopes[h]!;
    }
    return deltas;
  }

  /** The weighted sums of each layer; the last are the logits. */
  #sums(pixels: Float64Array): Float64Array[] {
    const all: Float64Array[] = [];
    let x = pixels;
    for (const { weights, bias, outputs, activation } of this.#layers) {
      const z = Float64Array.from(bias);
      for (let d = 0; d < x.length; d++) {
        const xd = x[d]!;
        if (xd === 0) continue;
        const row = d * outputs;
        for (let h = 0; h < outputs; h++) z[h]! += xd * weights[row + h]!;
      }
      all.push(z);
      if (activation !== null) x = z.map(activation.value);
    }
    return all;
  }
}

/** Each row [outputs] · weightsᵀ → [inputs]. */
function throughWeights(rows: readonly Float64Array[], layer: Layer): Float64Array[] {
  const { transposed, outputs } = layer;
  const inputs = transposed.length / outputs;
  return rows.map((row) => {
    const back = new Float64Array(inputs);
    for (let h = 0; h < outputs; h++) {
      const delta = row[h]!;
      // Silent units, half of all with relu.
      if (delta === 0) continue;
      const from = h * inputs;
      for (let d = 0; d < inputs; d++) back[d]! += delta * transposed[from + d]!;
    }
    return back;
  });
}
