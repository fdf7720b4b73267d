import type { EpochWeights } from '../../core/metrics/run';
import { decodeTensors } from '../../core/network/safetensors';
import { PIXELS } from '../../core/network/types';
import { blobPath, type FetchBytes } from '../bytes';

/** A first layer as it was after an epoch. */
export interface FirstLayer {
  readonly epoch: number;
  readonly units: number;
  /** [784, units] row-major */
  readonly weights: Float32Array;
}

/** A layer of 128 units takes 400 kB; scrubbing back and forth should not read them again. */
const KEPT = 24;

/** First layers by epoch, read from the library when first asked for; the ones read last are kept. */
export class FirstLayers {
  readonly #fetch: FetchBytes;
  readonly #kept = new Map<string, FirstLayer>();

  constructor(fetch: FetchBytes) {
    this.#fetch = fetch;
  }

  async get({ epoch, blob }: EpochWeights): Promise<FirstLayer> {
    const kept = this.#kept.get(blob);
    if (kept !== undefined) return kept;
    const { tensors } = decodeTensors(await this.#fetch(blobPath(blob)), blob.slice(0, 8));
    const first = tensors.find(({ name }) => name === 'layer0.weight');
    if (first?.shape[0] !== PIXELS) throw new Error(`${blob}: no first layer of images`);
    const layer = { epoch, units: first.shape[1] ?? 0, weights: first.values };
    this.#kept.set(blob, layer);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return layer;
  }
}
