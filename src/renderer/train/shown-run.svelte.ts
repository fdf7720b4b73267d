import type { Bridge } from '../../contract/client';
import type { RateChange } from '../../contract/requests/train';
import type { EpochWeights, RunId } from '../../core/metrics/run';
import type { EpochMetrics, StepMetrics } from '../../core/metrics/types';
import { Latest } from '../latest';

/** What the library has recorded of one run so far; grows while it trains. */
export class ShownRun {
  readonly #bridge: Bridge;
  readonly #latest: Latest<RunId>;
  id = $state.raw<RunId | null>(null);
  rows = $state.raw<readonly StepMetrics[]>([]);
  epochs = $state.raw<readonly EpochMetrics[]>([]);
  weights = $state.raw<readonly EpochWeights[]>([]);
  /** Of the learning rate, by a person, while it ran. */
  changes = $state.raw<readonly RateChange[]>([]);
  loaded = $state(false);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#latest = new Latest((id) => this.#load(id));
    bridge.on('run.changed', ({ run }) => {
      if (run === this.id) this.#latest.offer(run);
    });
    bridge.on('runs.changed', () => {
      if (this.id !== null) this.#latest.offer(this.id);
    });
  }

  show(id: RunId | null): void {
    if (id === this.id) return;
    this.id = id;
    this.rows = [];
    this.epochs = [];
    this.weights = [];
    this.changes = [];
    this.loaded = false;
    this.error = null;
    if (id !== null) this.#latest.offer(id);
  }

  async #load(run: RunId): Promise<void> {
    try {
      const since = this.rows.at(-1)?.step ?? 0;
      const [rows, epochs, weights, changes] = await Promise.all([
        this.#bridge.invoke('run.metrics', { run, since }),
        this.#bridge.invoke('run.epochs', run),
        this.#bridge.invoke('run.weights', run),
        this.#bridge.invoke('run.changes', run),
      ]);
      // Another run may have been chosen meanwhile.
      if (run !== this.id) return;
      if (rows.length > 0) this.rows = [...this.rows, ...rows];
      if (epochs.length !== this.epochs.length) this.epochs = epochs;
      if (weights.length !== this.weights.length) this.weights = weights;
      if (changes.length !== this.changes.length) this.changes = changes;
      this.loaded = true;
      this.error = null;
    } catch (error) {
      if (run === this.id) this.error = error;
    }
  }
}
