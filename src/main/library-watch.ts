import type { DatasetInfo } from '../core/data/dataset-info';
import type { RunId } from '../core/metrics/run';
import type { Library } from '../library/library';
import { isBusy } from '../library/errors';
import type { RunState } from '../library/runs';
import type { Emit } from './bridge';

/** How often main looks for other processes' commits while the window has the focus. */
const intervalMs = 500;

type Known = Omit<RunState, 'id'>;

/** Tells the windows what has changed in the library, whether by this app's workers or by another process. */
export class LibraryWatch {
  readonly #library: Library;
  readonly #emit: Emit;
  /** What the windows know of each run. */
  #known = new Map<RunId, Known>();
  /** The data sets there are, with their names. */
  #datasets: string;
  #timer: NodeJS.Timeout | undefined;

  constructor(library: Library, emit: Emit) {
    this.#library = library;
    this.#emit = emit;
    this.#known = stateOf(library.runs.states());
    this.#datasets = namesOf(library.datasets.list());
  }

  /** A worker of this app has committed metrics up to `step`. */
  stepped(run: RunId, step: number): void {
    const annotations = this.#known.get(run)?.annotations ?? '';
    this.#known.set(run, { step, status: 'running', annotations });
    this.#emit('run.changed', { run, step });
  }

  /** Compares the lists of runs and data sets with what the windows know, and tells the difference. */
  compare(): void {
    const before = this.#known;
    this.#known = stateOf(this.#library.runs.states());
    let listChanged = before.size !== this.#known.size;
    for (const [run, now] of this.#known) {
      const then = before.get(run);
      if (then?.status !== now.status || then.annotations !== now.annotations) listChanged = true;
      if (then?.step !== now.step) this.#emit('run.changed', { run, step: now.step });
    }
    if (listChanged) this.#emit('runs.changed', null);
    const datasets = namesOf(this.#library.datasets.list());
    if (datasets !== this.#datasets) this.#emit('datasets.changed', null);
    this.#datasets = datasets;
  }

  /** Looks at once, then every half second until `stop`. */
  start(): void {
    this.stop();
    this.#look();
    this.#timer = setInterval(() => {
      this.#look();
    }, intervalMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #isAnyUnderWay(): boolean {
    return [...this.#known.values()].some(
      ({ status }) => status === 'running' || status === 'paused',
    );
  }

  #look(): void {
    try {
      // A process that dies while it trains changes nothing in the library, and yet its run is interrupted.
      if (this.#library.changedByOthers() || this.#isAnyUnderWay()) this.compare();
    } catch (error) {
      // Somebody writes just now: the next look sees what.
      if (!isBusy(error)) throw error;
    }
  }
}

function stateOf(runs: readonly RunState[]): Map<RunId, Known> {
  return new Map(runs.map(({ id, ...known }) => [id, known]));
}

function namesOf(datasets: readonly DatasetInfo[]): string {
  return JSON.stringify(datasets.map(({ id, name }) => [id, name]));
}
