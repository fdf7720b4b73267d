import { logSumExp, softmax } from '../metrics/softmax';
import { activations } from './activations';
import type { NetworkSpec, Preprocessing } from './types';

// A multilayer perceptron, forward and backward, as it stands in the books: plain loops in float64. It is written to be read
// and to check the fast implementations against, not to be fast.
//
// N examples in a batch, D inputs and H outputs of a layer, K classes; n, d, h, k count them. All arrays are row-major.
// Layer l has weights W [D, H], bias b [H], input x [N, D], weighted sums z = x·W + b [N, H] and output f(z) [N, H], which is
// the next layer's input. The last layer has no activation: its z are the logits.
// "Bishop" is Pattern Recognition and Machine Learning (2006), chapter 5, whose aⱼ is our z and zⱼ our f(z); "Nielsen" is
// Neural Networks and Deep Learning (2015), chapter 2, whose equations are named BP1 to BP4.

type Floats = Float32Array | Float64Array;

/** The numbers of one layer in either precision: W [D, H] and b [H]. A LayerWeights is one. */
export interface LayerNumbers {
  readonly weights: Floats;
  readonly bias: Floats;
}

/** What the forward pass leaves for the backward pass. */
export interface ForwardPass {
  /** N */
  readonly examples: number;
  /** x of each layer, [N, D]; the first is the network's input. */
  readonly inputs: readonly Float64Array[];
  /** z of each layer, [N, H]. */
  readonly sums: readonly Float64Array[];
  /** z of the last layer, [N, K]. */
  readonly logits: Float64Array;
}

/** How the loss changes with each number of a layer. */
interface LayerGradients {
  /** dLoss/dW, [D, H] */
  readonly weights: Float64Array;
  /** dLoss/db, [H] */
  readonly bias: Float64Array;
}

export interface Gradients {
  readonly layers: readonly LayerGradients[];
  /** dLoss/dx of the first layer, [N, D]: which pixels, were they changed, would change the loss. */
  readonly input: Float64Array;
}

/** Pixels 0–255 as the network's input: p × scale + offset. Same shape. */
export function preprocess(pixels: Uint8Array, { scale, offset }: Preprocessing): Float64Array {
  return Float64Array.from(pixels, (pixel) => pixel * scale + offset);
}

/** The forward pass (Bishop 5.48 and 5.49). `input` is [N, D] of the first layer, preprocessed. */
export function forward(
  spec: NetworkSpec,
  layers: readonly LayerNumbers[],
  input: Float64Array,
): ForwardPass {
  const examples = input.length / spec.inputs;
  const inputs: Float64Array[] = [];
  const sums: Float64Array[] = [];
  let x = input;
  for (const [l, layer] of layers.entries()) {
    const z = weightedSums(x, layer, examples);
    inputs.push(x);
    sums.push(z);
    const hidden = spec.hidden[l];
    x = hidden === undefined ? z : z.map(activations[hidden.activation].value);
  }
  return { examples, inputs, sums, logits: x };
}

/** z[n, h] = b[h] + Σ_d x[n, d] · W[d, h] */
function weightedSums(
  x: Float64Array,
  { weights, bias }: LayerNumbers,
  examples: number,
): Float64Array {
  const outputs = bias.length;
  const inputs = weights.length / outputs;
  const z = new Float64Array(examples * outputs);
  for (let n = 0; n < examples; n++) {
    z.set(bias, n * outputs);
    for (let d = 0; d < inputs; d++) {
      const xnd = x[n * inputs + d]!;
      for (let h = 0; h < outputs; h++) z[n * outputs + h]! += xnd * weights[d * outputs + h]!;
    }
  }
  return z;
}

/**
 * What the network should answer, [N, K]: 1 at the label and 0 elsewhere. With label smoothing s (Szegedy et al. 2016,
 * section 7) the label has 1 − s + s/K and every other class s/K. Each row sums to 1.
 */
export function targets(labels: Uint8Array, classes: number, smoothing = 0): Float64Array {
  const rows = new Float64Array(labels.length * classes).fill(smoothing / classes);
  labels.forEach((label, n) => {
    rows[n * classes + label]! += 1 - smoothing;
  });
  return rows;
}

/**
 * The loss: mean over the batch of −Σₖ tₖ ln pₖ, p = softmax(logits), in nats (Bishop 4.108, divided by N). `logits` and
 * `target` are [N, K]. ln pₖ is taken as zₖ − ln Σ exp z, which stays exact where pₖ itself would round to 0.
 */
export function crossEntropy(logits: Float64Array, target: Float64Array, classes: number): number {
  let sum = 0;
  for (let start = 0; start < logits.length; start += classes) {
    const total = logSumExp(logits, start, classes);
    for (let k = start; k < start + classes; k++) sum += target[k]! * (total - logits[k]!);
  }
  return sum / (logits.length / classes);
}

/**
 * dLoss/dLogits of `crossEntropy`, [N, K]: (softmax(logits) − target) / N, where the N is that of the mean. Rows of `target`
 * sum to 1 (Bishop 5.54; Nielsen BP1 for this loss).
 */
export function crossEntropyGradient(
  logits: Float64Array,
  target: Float64Array,
  classes: number,
): Float64Array {
  const examples = logits.length / classes;
  return softmax(logits, classes).map((p, i) => (p - target[i]!) / examples);
}

/**
 * The backward pass: from `outputGradient`, dLoss/dLogits [N, K], to how the loss changes with each weight, bias and input.
 * δ below is dLoss/dz of the layer in hand, [N, H].
 */
export function backward(
  spec: NetworkSpec,
  layers: readonly LayerNumbers[],
  { examples, inputs, sums }: ForwardPass,
  outputGradient: Float64Array,
): Gradients {
  const gradients: LayerGradients[] = [];
  let delta = outputGradient;
  for (let l = layers.length - 1; ; l--) {
    const layer = layers[l]!;
    gradients.unshift({
      weights: weightGradient(inputs[l]!, delta, examples),
      bias: columnSums(delta, layer.bias.length),
    });
    const inputGradient = backThroughWeights(delta, layer, examples);
    if (l === 0) return { layers: gradients, input: inputGradient };
    // δ of the layer below: dLoss/df(z) ⊙ f′(z) (Bishop 5.56, Nielsen BP2).
    const { derivative } = activations[spec.hidden[l - 1]!.activation];
    const z = sums[l - 1]!;
    delta = inputGradient.map((gradient, i) => gradient * derivative(z[i]!));
  }
}

/** dLoss/dW[d, h] = Σₙ x[n, d] · δ[n, h] (Bishop 5.53, Nielsen BP4). */
function weightGradient(x: Float64Array, delta: Float64Array, examples: number): Float64Array {
  const inputs = x.length / examples;
  const outputs = delta.length / examples;
  const gradient = new Float64Array(inputs * outputs);
  for (let n = 0; n < examples; n++) {
    for (let d = 0; d < inputs; d++) {
      const xnd = x[n * inputs + d]!;
      for (let h = 0; h < outputs; h++) {
        gradient[d * outputs + h]! += xnd * delta[n * outputs + h]!;
      }
    }
  }
  return gradient;
}

/** dLoss/db[h] = Σₙ δ[n, h] (Nielsen BP3). */
function columnSums(delta: Float64Array, outputs: number): Float64Array {
  const sums = new Float64Array(outputs);
  delta.forEach((value, i) => {
    sums[i % outputs]! += value;
  });
  return sums;
}

/** dLoss/dx[n, d] = Σ_h δ[n, h] · W[d, h]: the sum inside Bishop 5.56. */
function backThroughWeights(
  delta: Float64Array,
  { weights, bias }: LayerNumbers,
  examples: number,
): Float64Array {
  const outputs = bias.length;
  const inputs = weights.length / outputs;
  const gradient = new Float64Array(examples * inputs);
  for (let n = 0; n < examples; n++) {
    for (let d = 0; d < inputs; d++) {
      let sum = 0;
      for (let h = 0; h < outputs; h++) sum += delta[n * outputs + h]! * weights[d * outputs + h]!;
      gradient[n * inputs + d] = sum;
    }
  }
  return gradient;
}
