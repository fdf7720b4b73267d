import type { Bridge } from '../../contract/client';
import type { RunId } from '../../core/metrics/run';
import type { PretrainingEpoch, PretrainingMetrics } from '../../core/metrics/types';
import { Latest } from '../latest';

/** What the library has recorded of one run's pretraining without labels; grows while it goes on. */
export class PretrainingState {
  readonly #bridge: Bridge;
  readonly #latest: Latest<RunId>;
  #run: RunId | null = null;
  rows = $state.raw<readonly PretrainingMetrics[]>([]);
  epochs = $state.raw<readonly PretrainingEpoch[]>([]);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#latest = new Latest((run) => this.#load(run));
  }

  /** To be called again whenever the run has gone on; it asks only for what is new. */
  follow(run: RunId): void {
    if (run !== this.#run) {
      this.#run = run;
      this.rows = [];
      this.epochs = [];
    }
    this.#latest.offer(run);
  }

  async #load(run: RunId): Promise<void> {
    try {
      const since = this.rows.at(-1)?.step ?? 0;
      const { rows, epochs } = await this.#bridge.invoke('run.pretraining', { run, since });
      // Another run may have been chosen meanwhile.
      if (run !== this.#run) return;
      if (rows.length > 0) this.rows = [...this.rows, ...rows];
      if (epochs.length !== this.epochs.length) this.epochs = epochs;
      this.error = null;
    } catch (error) {
      if (run === this.#run) this.error = error;
    }
  }
}
