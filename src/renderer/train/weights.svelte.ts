import type { EpochWeights } from '../../core/metrics/run';
import type { FetchBytes } from '../bytes';
import { Latest } from '../latest';
import { LayersByEpoch, type EpochLayers } from './epoch-layers';
import type { ShownRun } from './shown-run.svelte';

/** The network after each epoch of the run that is shown. */
export class WeightsState {
  readonly #layers: LayersByEpoch;
  readonly #run: ShownRun;
  readonly #loader: Latest<EpochWeights>;
  /** Null: follow the newest. */
  #epoch = $state<number | null>(null);
  layer = $state.raw<EpochLayers | null>(null);
  error = $state.raw<unknown>(null);
  readonly wanted = $derived.by(() => {
    const all = this.#run.weights;
    return all.find(({ epoch }) => epoch === this.#epoch) ?? all.at(-1) ?? null;
  });

  constructor(fetch: FetchBytes, run: ShownRun) {
    this.#layers = new LayersByEpoch(fetch);
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
      const layer = await this.#layers.get(entry);
      if (this.wanted?.blob === entry.blob) this.layer = layer;
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }
}
