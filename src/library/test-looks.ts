import type { Statement } from 'better-sqlite3';
import type { RunId } from '../core/metrics/run';
import type { Connection } from './connection';

/**
 * Every measurement on a test set. A test set tells the truth once: whoever chooses by it again and again fits it, too. So each
 * look is counted and can be shown.
 */
export class TestLooks {
  readonly #connection: Connection;
  readonly #add: Statement<[RunId | null, string, number, number]>;
  readonly #count: Statement<[string], number>;
  readonly #countOf: Statement<[RunId], number>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#add = connection.prepare(
      'INSERT INTO test_looks (run, dataset, accuracy, at) VALUES (?, ?, ?, ?)',
    );
    this.#count = connection.prepare('SELECT count(*) FROM test_looks WHERE dataset = ?');
    this.#count.pluck();
    this.#countOf = connection.prepare('SELECT count(*) FROM test_looks WHERE run = ?');
    this.#countOf.pluck();
  }

  /** Inside the caller's transaction. `run` is null for a model from a file. */
  add(run: RunId | null, dataset: string, accuracy: number): void {
    this.#add.run(run, dataset, accuracy, Date.now());
  }

  /** The same, as a transaction of its own. */
  note(run: RunId | null, dataset: string, accuracy: number): void {
    this.#connection.write(() => {
      this.add(run, dataset, accuracy);
    });
  }

  /** Looks at a data set's test part in this library. */
  count(dataset: string): number {
    return this.#connection.read(() => this.#count.get(dataset) ?? 0);
  }

  countOf(run: RunId): number {
    return this.#connection.read(() => this.#countOf.get(run) ?? 0);
  }
}
