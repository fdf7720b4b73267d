import type { Statement } from 'better-sqlite3';
import type { RunId } from '../core/metrics/run';
import type { EpochMetrics, StepMetrics } from '../core/metrics/types';
import type { Connection } from './connection';

/** SQLite has no NaN: NULL stands for it. */
type Stored<T extends { loss: number }> = Omit<T, 'loss'> & { loss: number | null };
const loaded = <T extends { loss: number }>(row: Stored<T>) =>
  ({ ...row, loss: row.loss ?? NaN }) as unknown as T;

/** The curves of runs. */
export class Metrics {
  readonly #connection: Connection;
  readonly #addInterval: Statement<[RunId, number, number, number, number, number]>;
  readonly #addEpoch: Statement<[RunId, number, number, number, number, number, number]>;
  readonly #since: Statement<[RunId, number], Stored<StepMetrics>>;
  readonly #epochs: Statement<[RunId], Stored<EpochMetrics>>;
  readonly #dropIntervals: Statement<[RunId, number]>;
  readonly #dropEpochs: Statement<[RunId, number]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#addInterval = connection.prepare(
      'INSERT INTO intervals (run, step, examples, loss, accuracy, learning_rate) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#addEpoch = connection.prepare(
      'INSERT INTO epochs (run, epoch, step, loss, accuracy, seconds, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#since = connection.prepare(
      `SELECT step, examples, loss, accuracy, learning_rate AS learningRate
       FROM intervals WHERE run = ? AND step > ? ORDER BY step`,
    );
    this.#epochs = connection.prepare(
      `SELECT epoch, step, loss, accuracy, seconds, finished_at AS finishedAt
       FROM epochs WHERE run = ? ORDER BY epoch`,
    );
    this.#dropIntervals = connection.prepare('DELETE FROM intervals WHERE run = ? AND step > ?');
    this.#dropEpochs = connection.prepare('DELETE FROM epochs WHERE run = ? AND step > ?');
  }

  /** Adds new intervals and epochs, inside the caller's transaction. */
  append(run: RunId, rows: readonly StepMetrics[], epochs: readonly EpochMetrics[]): void {
    for (const r of rows) {
      this.#addInterval.run(run, r.step, r.examples, r.loss, r.accuracy, r.learningRate);
    }
    for (const e of epochs) {
      this.#addEpoch.run(run, e.epoch, e.step, e.loss, e.accuracy, e.seconds, e.finishedAt);
    }
  }

  /** Intervals that end after `step` (0: all), in order. */
  since(run: RunId, step: number): StepMetrics[] {
    return this.#connection.read(() => this.#since.all(run, step).map(loaded));
  }

  /** Finished epochs, in order. */
  epochs(run: RunId): EpochMetrics[] {
    return this.#connection.read(() => this.#epochs.all(run).map(loaded));
  }

  /** Forgets what came after `step`, inside the caller's transaction. */
  dropAfter(run: RunId, step: number): void {
    this.#dropIntervals.run(run, step);
    this.#dropEpochs.run(run, step);
  }
}
