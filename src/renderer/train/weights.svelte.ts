import { decodeTensors } from '../../core/network/safetensors';
import type { EpochWeights } from '../../core/metrics/run';
import { PIXELS } from '../../core/network/types';
import { blobPath, type FetchBytes } from '../bytes';
import { Latest } from '../latest';
import type { ShownRun } from './shown-run.svelte';

/** A first layer as it was after an epoch. */
export interface FirstLayer {
  readonly epoch: number;
  readonly units: number;
  /** [784, units] row-major */
  readonly weights: Float32Array;
}

/** A layer of 128 units takes 400 kB; scrubbing back and forth should not read them again. */
const KEPT = 24;

/** The first layer after each epoch of the run that is shown. */
export class WeightsState {
  readonly #fetch: FetchBytes;
  readonly #run: ShownRun;
  readonly #loader: Latest<EpochWeights>;
  readonly #kept = new Map<string, FirstLayer>();
  /** Null: follow the newest. */
  #epoch = $state<number | null>(null);
  layer = $state.raw<FirstLayer | null>(null);
  error = $state.raw<unknown>(null);
  readonly wanted = $derived.by(() => {
    const all = this.#run.weights;
    return all.find(({ epoch }) => epoch === this.#epoch) ?? all.at(-1) ?? null;
  });

  constructor(fetch: FetchBytes, run: ShownRun) {
    this.#fetch = fetch;
    this.#run = run;
    this.#loader = new Latest((entry) => this.#load(entry));
  }

  /** Shows an epoch; the newest one is followed as the run goes on. */
  scrub(epoch: number): void {
    this.#epoch = epoch === this.#run.weights.at(-1)?.epoch ? null : epoch;
  }

  /** Brings `layer` to what is wanted. */
  follow(entry: EpochWeights | null): void {
    if (entry === null) this.layer = null;
    else this.#loader.offer(entry);
  }

  async #load(entry: EpochWeights): Promise<void> {
    try {
      const layer = this.#kept.get(entry.blob) ?? (await this.#read(entry));
      if (this.wanted?.blob === entry.blob) this.layer = layer;
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  async #read({ epoch, blob }: EpochWeights): Promise<FirstLayer> {
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
