import type { Statement } from 'better-sqlite3';
import type { RunId } from '../core/metrics/run';
import type { PretrainingEpoch, PretrainingMetrics } from '../core/metrics/types';
import type { Connection } from './connection';

/** SQLite knows no NaN: NULL stands for it. */
type IntervalRow = Omit<PretrainingMetrics, 'loss' | 'gradientNorm'> & {
  readonly loss: number | null;
  readonly gradientNorm: number | null;
};
type EpochRow = Omit<PretrainingEpoch, 'loss'> & { readonly loss: number | null };

/** The curves of runs while they were pretrained without labels. */
export class Pretraining {
  readonly #connection: Connection;
  readonly #addInterval: Statement<[RunId, number, number, number, number, number]>;
  readonly #addEpoch: Statement<[RunId, number, number, number, number, number]>;
  readonly #since: Statement<[RunId, number], IntervalRow>;
  readonly #epochs: Statement<[RunId], EpochRow>;
  readonly #dropIntervals: Statement<[RunId, number]>;
  readonly #dropEpochs: Statement<[RunId, number]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#addInterval = connection.prepare(
      `INSERT INTO pretraining_intervals (run, step, examples, loss, learning_rate, gradient_norm)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#addEpoch = connection.prepare(
      `INSERT INTO pretraining_epochs (run, epoch, step, loss, seconds, finished_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#since = connection.prepare(
      `SELECT step, examples, loss, learning_rate AS learningRate, gradient_norm AS gradientNorm
       FROM pretraining_intervals WHERE run = ? AND step > ? ORDER BY step`,
    );
    this.#epochs = connection.prepare(
      `SELECT epoch, step, loss, seconds, finished_at AS finishedAt
       FROM pretraining_epochs WHERE run = ? ORDER BY epoch`,
    );
    this.#dropIntervals = connection.prepare(
      'DELETE FROM pretraining_intervals WHERE run = ? AND step > ?',
    );
    this.#dropEpochs = connection.prepare(
      'DELETE FROM pretraining_epochs WHERE run = ? AND step > ?',
    );
  }

  /** Adds new intervals and epochs, inside the caller's transaction. */
  append(
    run: RunId,
    rows: readonly PretrainingMetrics[],
    epochs: readonly PretrainingEpoch[],
  ): void {
    for (const r of rows) {
      this.#addInterval.run(run, r.step, r.examples, r.loss, r.learningRate, r.gradientNorm);
    }
    for (const e of epochs) {
      this.#addEpoch.run(run, e.epoch, e.step, e.loss, e.seconds, e.finishedAt);
    }
  }

  /** Intervals that end after `step` (0: all), in order. */
  since(run: RunId, step: number): PretrainingMetrics[] {
    return this.#connection.read(() =>
      this.#since.all(run, step).map((row) => ({
        ...row,
        loss: row.loss ?? NaN,
        gradientNorm: row.gradientNorm ?? NaN,
      })),
    );
  }

  /** Finished epochs, in order. */
  epochs(run: RunId): PretrainingEpoch[] {
    return this.#connection.read(() =>
      this.#epochs.all(run).map((row) => ({ ...row, loss: row.loss ?? NaN })),
    );
  }

  /** Forgets what came after `step`, inside the caller's transaction. */
  dropAfter(run: RunId, step: number): void {
    this.#dropIntervals.run(run, step);
    this.#dropEpochs.run(run, step);
  }
}
