import type { Bridge } from '../../contract/client';
import type { RunId } from '../../core/metrics/run';
import type { EpochMetrics, Evaluation, StepMetrics } from '../../core/metrics/types';
import { Latest } from '../latest';

/** What the library has recorded of one run; grows while it trains. */
export class RunRecord {
  readonly #bridge: Bridge;
  readonly #latest: Latest<null>;
  readonly id: RunId;
  rows = $state.raw<readonly StepMetrics[]>([]);
  epochs = $state.raw<readonly EpochMetrics[]>([]);
  evaluation = $state.raw<Evaluation | null>(null);
  loaded = $state(false);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge, id: RunId) {
    this.#bridge = bridge;
    this.id = id;
    this.#latest = new Latest(() => this.#load());
  }

  /** Loads it, and again whenever there is more. Returns the function that stops following. */
  follow(): () => void {
    this.#latest.offer(null);
    const offs = [
      this.#bridge.on('run.changed', ({ run }) => {
        if (run === this.id) this.#latest.offer(null);
      }),
      this.#bridge.on('runs.changed', () => {
        this.#latest.offer(null);
      }),
    ];
    return () => {
      for (const off of offs) off();
    };
  }

  async #load(): Promise<void> {
    try {
      const since = this.rows.at(-1)?.step ?? 0;
      const [rows, epochs, evaluation] = await Promise.all([
        this.#bridge.invoke('run.metrics', { run: this.id, since }),
        this.#bridge.invoke('run.epochs', this.id),
        this.#bridge.invoke('run.evaluation', this.id),
      ]);
      if (rows.length > 0) this.rows = [...this.rows, ...rows];
      if (epochs.length !== this.epochs.length) this.epochs = epochs;
      if (evaluation !== null) this.evaluation = evaluation;
      this.loaded = true;
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }
}
