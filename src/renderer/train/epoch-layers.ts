import type { EpochWeights } from '../../core/metrics/run';
import { decodeTensors, type Tensor } from '../../core/network/safetensors';
import { PIXELS, type LayerWeights } from '../../core/network/types';
import { blobPath, type FetchBytes } from '../bytes';

/** A first layer as it was after an epoch. */
export interface FirstLayer {
  readonly epoch: number;
  readonly units: number;
  /** [784, units] row-major */
  readonly weights: Float32Array;
}

/** A network as it was after an epoch. */
export interface EpochLayers extends FirstLayer {
  /** All of them, the first among them, the last one's outputs being the logits. */
  readonly layers: readonly LayerWeights[];
}

/** Scrubbing back and forth should not read them again: 80 epochs of the article's network, a few of the largest. */
const KEPT_NUMBERS = 8_000_000;

/** Networks by epoch, read from the library when first asked for; the ones read last are kept. */
export class LayersByEpoch {
  readonly #fetch: FetchBytes;
  readonly #kept = new Map<string, EpochLayers>();

  constructor(fetch: FetchBytes) {
    this.#fetch = fetch;
  }

  async get({ epoch, blob }: EpochWeights): Promise<EpochLayers> {
    const kept = this.#kept.get(blob);
    if (kept !== undefined) return kept;
    const { tensors } = decodeTensors(await this.#fetch(blobPath(blob)), blob.slice(0, 8));
    const layers = layersOf(tensors);
    const [first] = layers;
    if (first === undefined || first.weights.length !== PIXELS * first.bias.length) {
      throw new Error(`${blob}: no first layer of images`);
    }
    const read = { epoch, units: first.bias.length, weights: first.weights, layers };
    this.#keep(blob, read);
    return read;
  }

  #keep(blob: string, read: EpochLayers): void {
    this.#kept.set(blob, read);
    let numbers = 0;
    for (const { layers } of this.#kept.values()) numbers += numbersOf(layers);
    for (const [oldest, { layers }] of this.#kept) {
      if (numbers <= KEPT_NUMBERS || oldest === blob) return;
      numbers -= numbersOf(layers);
      this.#kept.delete(oldest);
    }
  }
}

function layersOf(tensors: readonly Tensor[]): LayerWeights[] {
  const values = new Map(tensors.map(({ name, values }) => [name, values]));
  const layers: LayerWeights[] = [];
  for (;;) {
    const weights = values.get(`layer${layers.length}.weight`);
    const bias = values.get(`layer${layers.length}.bias`);
    if (weights === undefined || bias === undefined) return layers;
    layers.push({ weights, bias });
  }
}

function numbersOf(layers: readonly LayerWeights[]): number {
  return layers.reduce((sum, { weights }) => sum + weights.length, 0);
}
