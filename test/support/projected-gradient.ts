import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { Network } from '../../src/core/network/types';
import { tensorflow } from '../../src/training/tensorflow';

// N runs side by side, D pixels, H hidden units, K classes. A baseline of its own: it shares no code with core/explain.

/** Radii tried by bisection, and gradient steps within each. */
const ROUNDS = 5;
const STEPS = 12;

/**
 * For each image the smallest L2 change among `seeds` runs of projected gradient ascent (Madry et al. 2018, in L2) that makes a
 * network of one hidden relu layer read it as its target: from a random point of the ball, steps of 2.5 ε / STEPS along the
 * gradient of z_target − max z_k, back into ball and box after each; ε by bisection below `upper`; each success is drawn straight
 * towards the image as far as it stays one. Distances are of images in whole grey levels, as drawings are.
 * @param images [784] each, 0–255
 */
export function projectedGradient(
  network: Network,
  images: readonly Uint8Array[],
  targets: readonly number[],
  upper: readonly number[],
  seeds: number,
): number[] {
  return images.map((image, i) => {
    const runs = new Runs(network, image, targets[i]!, upper[i]!, seeds);
    for (let round = 0; round < ROUNDS; round++) runs.tryRadius(round);
    return Math.min(...runs.best);
  });
}

class Runs {
  /** Per run, the least distance reached. */
  readonly best: Float64Array;
  readonly #network: Network;
  readonly #origin: Float32Array;
  readonly #target: number;
  readonly #least: Float64Array;
  readonly #seeds: number;

  constructor(network: Network, image: Uint8Array, target: number, upper: number, seeds: number) {
    this.#network = network;
    this.#origin = Float32Array.from(image);
    this.#target = target;
    this.#seeds = seeds;
    this.best = new Float64Array(seeds).fill(upper);
    this.#least = new Float64Array(seeds);
  }

  tryRadius(round: number): void {
    const D = this.#origin.length;
    const radii = this.best.map((most, n) => (most + this.#least[n]!) / 2);
    const x = new Float32Array(this.#seeds * D);
    const random = mersenne(round);
    for (let n = 0; n < this.#seeds; n++) {
      for (let d = 0; d < D; d++) {
        const wide = (2 * radii[n]!) / Math.sqrt(D);
        x[n * D + d] = this.#origin[d]! + wide * (2 * uniformFloat64(random) - 1);
      }
      this.#project(x.subarray(n * D, (n + 1) * D), radii[n]!);
    }
    const reached = new Uint8Array(this.#seeds);
    for (let step = 0; step <= STEPS; step++) {
      const { leads, gradients } = this.#leads(x);
      for (let n = 0; n < this.#seeds; n++) {
        const own = x.subarray(n * D, (n + 1) * D);
        if (reached[n] === 1) continue;
        if (leads[n]! > 0) {
          reached[n] = 1;
          this.best[n] = Math.min(this.best[n]!, this.#drawnIn(own));
          continue;
        }
        const g = gradients.subarray(n * D, (n + 1) * D);
        const length = (2.5 * radii[n]!) / STEPS / (norm(g) || 1);
        for (let d = 0; d < D; d++) own[d]! += length * g[d]!;
        this.#project(own, radii[n]!);
      }
    }
    for (let n = 0; n < this.#seeds; n++) if (reached[n] === 0) this.#least[n] = radii[n]!;
  }

  #distance(x: Float32Array): number {
    let sum = 0;
    for (let d = 0; d < x.length; d++) sum += (x[d]! - this.#origin[d]!) ** 2;
    return Math.sqrt(sum);
  }

  #project(x: Float32Array, radius: number): void {
    for (let d = 0; d < x.length; d++) x[d] = Math.min(255, Math.max(0, x[d]!));
    const shrink = Math.min(1, radius / this.#distance(x));
    for (let d = 0; d < x.length; d++) {
      x[d] = this.#origin[d]! + shrink * (x[d]! - this.#origin[d]!);
    }
  }

  /** How far along the line from the image one has to go: 16 parts at once, the first of them that leads. */
  #drawnIn(x: Float32Array): number {
    const D = x.length;
    const parts = Array.from({ length: 16 }, (_, i) => 1 - i / 32);
    const line = new Float32Array(parts.length * D);
    parts.forEach((part, i) => {
      for (let d = 0; d < D; d++) {
        const o = this.#origin[d]!;
        line[i * D + d] = Math.round(o + part * (x[d]! - o));
      }
    });
    const { leads } = this.#leads(line);
    const lost = leads.findIndex((lead) => lead <= 0);
    const last = lost === -1 ? parts.length - 1 : lost - 1;
    return last < 0 ? Infinity : this.#distance(line.subarray(last * D, (last + 1) * D));
  }

  /** z_target − max z_k of each image [N, D], and its gradient by the pixels [N, D]. */
  #leads(x: Float32Array): { leads: Float64Array; gradients: Float32Array } {
    const [first, second] = this.#network.layers as [LayerOf, LayerOf];
    const { scale, offset } = this.#network.preprocessing;
    const D = this.#origin.length;
    const [N, H, K] = [x.length / D, first.bias.length, second.bias.length];
    const hidden = product(
      x.map((p) => p * scale + offset),
      [N, D],
      first.weights,
      [D, H],
    );
    for (let i = 0; i < hidden.length; i++) {
      hidden[i] = Math.max(0, hidden[i]! + first.bias[i % H]!);
    }
    const logits = product(hidden, [N, H], second.weights, [H, K]);
    const leads = new Float64Array(N);
    const deltas = new Float32Array(N * H);
    for (let n = 0; n < N; n++) {
      const z = (k: number) => logits[n * K + k]! + second.bias[k]!;
      let rival = this.#target === 0 ? 1 : 0;
      for (let k = 0; k < K; k++) if (k !== this.#target && z(k) > z(rival)) rival = k;
      leads[n] = z(this.#target) - z(rival);
      for (let h = 0; h < H; h++) {
        if (hidden[n * H + h]! === 0) continue;
        deltas[n * H + h] =
          scale * (second.weights[h * K + this.#target]! - second.weights[h * K + rival]!);
      }
    }
    const gradients = product(deltas, [N, H], first.weights, [D, H], true);
    return { leads, gradients };
  }
}

function norm(g: Float32Array): number {
  let sum = 0;
  for (const value of g) sum += value * value;
  return Math.sqrt(sum);
}

type LayerOf = Network['layers'][number];

/** a · b, or a · bᵀ. */
function product(
  a: Float32Array,
  aShape: [number, number],
  b: Float32Array,
  bShape: [number, number],
  transposeB = false,
): Float32Array {
  const tf = tensorflow();
  let result = new Float32Array();
  tf.tidy(() => {
    const [left, right] = [tf.tensor(a.slice(), aShape), tf.tensor(b.slice(), bShape)];
    result = tf.matMul(left, right, false, transposeB).dataSync<'float32'>() as typeof result;
  });
  return result;
}
