import type { Statement } from 'better-sqlite3';
import type { RunId } from '../core/metrics/run';
import type { Evaluation } from '../core/metrics/types';
import type { Connection } from './connection';

interface EvaluationRow {
  examples: number;
  correct: number;
  loss: number | null;
  confusion: string;
}

/** How finished runs do on the test set. */
export class Evaluations {
  readonly #connection: Connection;
  readonly #get: Statement<[RunId], EvaluationRow>;
  readonly #put: Statement<[RunId, number, number, number, string]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#get = connection.prepare(
      'SELECT examples, correct, loss, confusion FROM evaluations WHERE run = ?',
    );
    this.#put = connection.prepare(
      'INSERT OR REPLACE INTO evaluations (run, examples, correct, loss, confusion) VALUES (?, ?, ?, ?, ?)',
    );
  }

  /** null while the run has not been evaluated. */
  get(run: RunId): Evaluation | null {
    const row = this.#connection.read(() => this.#get.get(run));
    if (row === undefined) return null;
    const { examples, correct, loss, confusion } = row;
    return {
      examples,
      correct,
      accuracy: correct / examples,
      loss: loss ?? NaN,
      confusion: JSON.parse(confusion) as number[],
    };
  }

  /** Keeps a run's evaluation in place of an earlier one. */
  put(run: RunId, { examples, correct, loss, confusion }: Evaluation): void {
    this.#connection.write(() =>
      this.#put.run(run, examples, correct, loss, JSON.stringify(confusion)),
    );
  }
}
