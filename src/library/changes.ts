import type { Statement } from 'better-sqlite3';
import type { RunId } from '../core/metrics/run';
import type { Connection } from './connection';

/** What a person changed while a run was under way, from `step` (0-based) on. */
export interface Change {
  readonly step: number;
  readonly learningRate: number;
}

/** Changes of runs. A resumed run makes them again at the same steps, so they outlive the metrics after a checkpoint. */
export class Changes {
  readonly #connection: Connection;
  readonly #put: Statement<[RunId, number, number]>;
  readonly #of: Statement<[RunId], Change>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#put = connection.prepare(
      'INSERT OR REPLACE INTO changes (run, step, learning_rate) VALUES (?, ?, ?)',
    );
    this.#of = connection.prepare(
      'SELECT step, learning_rate AS learningRate FROM changes WHERE run = ? ORDER BY step',
    );
  }

  /** Inside the caller's transaction. */
  put(run: RunId, { step, learningRate }: Change): void {
    this.#put.run(run, step, learningRate);
  }

  /** In the order of their steps. */
  of(run: RunId): Change[] {
    return this.#connection.read(() => this.#of.all(run));
  }
}
