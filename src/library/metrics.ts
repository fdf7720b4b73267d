import type { Statement } from 'better-sqlite3';
import type { RunId } from '../core/metrics/run';
import type { EpochMetrics, StepMetrics } from '../core/metrics/types';
import type { Connection } from './connection';

/** Rows as SQLite has them, which knows no NaN: NULL stands for it. */
interface IntervalRow extends Omit<StepMetrics, 'loss' | 'gradientNorm'> {
  readonly loss: number | null;
  readonly gradientNorm: number | null;
}
interface EpochRow extends Omit<EpochMetrics, 'loss' | 'validation'> {
  readonly loss: number | null;
  readonly validationLoss: number | null;
  /** NULL where nothing was held back. */
  readonly validationAccuracy: number | null;
}

const intervalOf = (row: IntervalRow): StepMetrics => ({
  ...row,
  loss: row.loss ?? NaN,
  gradientNorm: row.gradientNorm ?? NaN,
});
const epochOf = ({ validationLoss, validationAccuracy, ...row }: EpochRow): EpochMetrics => ({
  ...row,
  loss: row.loss ?? NaN,
  validation:
    validationAccuracy === null
      ? null
      : { loss: validationLoss ?? NaN, accuracy: validationAccuracy },
});

/** The curves of runs. */
export class Metrics {
  readonly #connection: Connection;
  readonly #addInterval: Statement<[RunId, number, number, number, number, number, number]>;
  readonly #addEpoch: Statement<
    [RunId, number, number, number, number, number | null, number | null, number, number]
  >;
  readonly #since: Statement<[RunId, number], IntervalRow>;
  readonly #epochs: Statement<[RunId], EpochRow>;
  readonly #dropIntervals: Statement<[RunId, number]>;
  readonly #dropEpochs: Statement<[RunId, number]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#addInterval = connection.prepare(
      `INSERT INTO intervals (run, step, examples, loss, accuracy, learning_rate, gradient_norm)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#addEpoch = connection.prepare(
      `INSERT INTO epochs
         (run, epoch, step, loss, accuracy, validation_loss, validation_accuracy, seconds, finished_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#since = connection.prepare(
      `SELECT step, examples, loss, accuracy, learning_rate AS learningRate,
         gradient_norm AS gradientNorm
       FROM intervals WHERE run = ? AND step > ? ORDER BY step`,
    );
    this.#epochs = connection.prepare(
      `SELECT epoch, step, loss, accuracy, validation_loss AS validationLoss,
         validation_accuracy AS validationAccuracy, seconds, finished_at AS finishedAt
       FROM epochs WHERE run = ? ORDER BY epoch`,
    );
    this.#dropIntervals = connection.prepare('DELETE FROM intervals WHERE run = ? AND step > ?');
    this.#dropEpochs = connection.prepare('DELETE FROM epochs WHERE run = ? AND step > ?');
  }

  /** Adds new intervals and epochs, inside the caller's transaction. */
  append(run: RunId, rows: readonly StepMetrics[], epochs: readonly EpochMetrics[]): void {
    for (const r of rows) {
      this.#addInterval.run(
        run,
        r.step,
        r.examples,
        r.loss,
        r.accuracy,
        r.learningRate,
        r.gradientNorm,
      );
    }
    for (const e of epochs) {
      const { loss = null, accuracy = null } = e.validation ?? {};
      this.#addEpoch.run(
        run,
        e.epoch,
        e.step,
        e.loss,
        e.accuracy,
        loss,
        accuracy,
        e.seconds,
        e.finishedAt,
      );
    }
  }

  /** Intervals that end after `step` (0: all), in order. */
  since(run: RunId, step: number): StepMetrics[] {
    return this.#connection.read(() => this.#since.all(run, step).map(intervalOf));
  }

  /** Finished epochs, in order. */
  epochs(run: RunId): EpochMetrics[] {
    return this.#connection.read(() => this.#epochs.all(run).map(epochOf));
  }

  /** Forgets what came after `step`, inside the caller's transaction. */
  dropAfter(run: RunId, step: number): void {
    this.#dropIntervals.run(run, step);
    this.#dropEpochs.run(run, step);
  }
}
