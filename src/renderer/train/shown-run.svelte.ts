import type { Bridge } from '../../contract/client';
import type { RateChange } from '../../contract/requests/train';
import type { EpochWeights, RunId } from '../../core/metrics/run';
import type { EpochMetrics, StepMetrics } from '../../core/metrics/types';
import { Latest } from '../latest';

interface Recorded {
  readonly run: RunId | null;
  readonly rows: readonly StepMetrics[];
  readonly epochs: readonly EpochMetrics[];
  readonly weights: readonly EpochWeights[];
  /** Of the learning rate, by a person, while it ran. */
  readonly changes: readonly RateChange[];
  readonly error: unknown;
}

const nothingOf = (run: RunId | null): Recorded => ({
  run,
  rows: [],
  epochs: [],
  weights: [],
  changes: [],
  error: null,
});

/** What the library has recorded of the run that is shown; grows while it trains. */
export class ShownRun {
  readonly #bridge: Bridge;
  readonly #latest: Latest<RunId>;
  readonly #shown: () => RunId | null;
  #recorded = $state.raw(nothingOf(null));
  /** What was read of another run is not this one's, not even until it has been read itself. */
  readonly #ofShown = $derived.by(() => {
    const shown = this.#shown();
    return this.#recorded.run === shown ? this.#recorded : nothingOf(shown);
  });

  /** @param shown the run the window shows now */
  constructor(bridge: Bridge, shown: () => RunId | null) {
    this.#bridge = bridge;
    this.#shown = shown;
    this.#latest = new Latest((id) => this.#load(id));
    bridge.on('run.changed', ({ run }) => {
      if (run === this.#recorded.run) this.#latest.offer(run);
    });
    bridge.on('runs.changed', () => {
      const { run } = this.#recorded;
      if (run !== null) this.#latest.offer(run);
    });
  }

  get rows(): Recorded['rows'] {
    return this.#ofShown.rows;
  }
  get epochs(): Recorded['epochs'] {
    return this.#ofShown.epochs;
  }
  get weights(): Recorded['weights'] {
    return this.#ofShown.weights;
  }
  get changes(): Recorded['changes'] {
    return this.#ofShown.changes;
  }
  get error(): unknown {
    return this.#ofShown.error;
  }

  /** Reads a run, and goes on reading as it grows. */
  show(run: RunId | null): void {
    if (run === this.#recorded.run) return;
    this.#recorded = nothingOf(run);
    if (run !== null) this.#latest.offer(run);
  }

  async #load(run: RunId): Promise<void> {
    const before = this.#recorded;
    if (run !== before.run) return;
    let after: Recorded;
    try {
      const since = before.rows.at(-1)?.step ?? 0;
      const [rows, epochs, weights, changes] = await Promise.all([
        this.#bridge.invoke('run.metrics', { run, since }),
        this.#bridge.invoke('run.epochs', run),
        this.#bridge.invoke('run.weights', run),
        this.#bridge.invoke('run.changes', run),
      ]);
      after = {
        run,
        rows: rows.length === 0 ? before.rows : [...before.rows, ...rows],
        epochs: epochs.length === before.epochs.length ? before.epochs : epochs,
        weights: weights.length === before.weights.length ? before.weights : weights,
        changes: changes.length === before.changes.length ? before.changes : changes,
        error: null,
      };
    } catch (error) {
      after = { ...before, error };
    }
    // Another run may have been chosen meanwhile, and even this one again: that is read from its beginning.
    if (this.#recorded === before) this.#recorded = after;
  }
}
