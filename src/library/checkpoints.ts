import type { Statement } from 'better-sqlite3';
import { UserError } from '../core/errors';
import type { Checkpoint } from '../core/metrics/checkpoint';
import type { EpochWeights, RunId } from '../core/metrics/run';
import { decodeTensors } from '../core/network/safetensors';
import type { Blobs } from './blobs';
import type { Connection } from './connection';

/** Full checkpoints kept a run: should the last one turn out damaged, there is the one before it. */
const KEPT = 2;
/** Bytes the weights of a run's epochs may take together; above, only every second, third, … epoch is kept. */
const EPOCH_WEIGHTS_BYTES = 256 * 2 ** 20;

/** Whether an epoch's weights are kept. The first and the last always are. Follows from the recipe alone. */
export function keepsWeightsOf(epoch: number, epochs: number, bytes: number): boolean {
  const every = Math.ceil((bytes * epochs) / EPOCH_WEIGHTS_BYTES);
  return epoch === 1 || epoch === epochs || epoch % every === 0;
}

/** All of a checkpoint but its tensors. */
export type Counters = Omit<Checkpoint, 'tensors'>;

interface CheckpointRow {
  readonly step: number;
  readonly blob: string;
  readonly counters: string;
}

/** As JSON, which has no word for a number that is none or infinite: those are strings. */
const toJson = (counters: Counters) =>
  JSON.stringify(counters, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
/** Counters that checkpoints of earlier versions did not have. */
const NEWER_COUNTERS = {
  pretraining: 0,
  intervalLossSum: 0,
  intervalCorrect: 0,
  intervalExamples: 0,
  bestEpoch: 0,
  bestValue: 0,
  epochsSinceBest: 0,
  firstLoss: NaN,
  meanLoss: NaN,
  lossAbove: 0,
} as const satisfies Partial<Counters>;
const fromJson = (json: string): Counters => ({
  ...NEWER_COUNTERS,
  ...(JSON.parse(json, (_, value: unknown) =>
    typeof value === 'string' ? Number(value) : value,
  ) as Omit<Counters, keyof typeof NEWER_COUNTERS>),
});

/** The newest checkpoint that can be read, and why newer ones could not. */
export interface LatestCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly damaged: readonly UserError[];
}

/** What runs go on from, and the weights of their epochs. */
export class Checkpoints {
  readonly #connection: Connection;
  readonly #blobs: Blobs;
  readonly #rows: Statement<[RunId], CheckpointRow>;
  readonly #put: Statement<[RunId, number, string, string]>;
  readonly #at: Statement<[RunId, number], string>;
  readonly #dropAfter: Statement<[RunId, number], { blob: string }>;
  readonly #dropOld: Statement<[RunId, RunId, number], { blob: string }>;
  readonly #weights: Statement<[RunId], EpochWeights>;
  readonly #twins: Statement<[RunId, RunId], RunId>;
  readonly #putWeights: Statement<[RunId, number, number, string]>;
  readonly #dropWeights: Statement<[RunId, number], { blob: string }>;

  constructor(connection: Connection, blobs: Blobs) {
    this.#connection = connection;
    this.#blobs = blobs;
    this.#rows = connection.prepare(
      'SELECT step, blob, counters FROM checkpoints WHERE run = ? ORDER BY step DESC',
    );
    this.#put = connection.prepare(
      'INSERT OR REPLACE INTO checkpoints (run, step, blob, counters) VALUES (?, ?, ?, ?)',
    );
    this.#at = connection.prepare('SELECT blob FROM checkpoints WHERE run = ? AND step = ?');
    this.#at.pluck();
    this.#dropAfter = connection.prepare(
      'DELETE FROM checkpoints WHERE run = ? AND step > ? RETURNING blob',
    );
    this.#dropOld = connection.prepare(
      `DELETE FROM checkpoints WHERE run = ? AND step NOT IN
         (SELECT step FROM checkpoints WHERE run = ? ORDER BY step DESC LIMIT ?) RETURNING blob`,
    );
    this.#weights = connection.prepare(
      'SELECT epoch, step, blob FROM epoch_weights WHERE run = ? ORDER BY epoch',
    );
    this.#twins = connection.prepare(
      `SELECT other.run FROM epoch_weights AS mine
       JOIN epoch_weights AS other USING (blob, epoch)
       JOIN runs ON runs.id = other.run AND status = 'finished' AND deleted_at IS NULL
       WHERE mine.run = ? AND other.run <> mine.run
         AND mine.epoch = (SELECT max(epoch) FROM epoch_weights WHERE run = ?)
         AND mine.epoch = (SELECT max(epoch) FROM epoch_weights WHERE run = other.run)
       ORDER BY created_at`,
    );
    this.#twins.pluck();
    this.#putWeights = connection.prepare(
      'INSERT OR REPLACE INTO epoch_weights (run, epoch, step, blob) VALUES (?, ?, ?, ?)',
    );
    this.#dropWeights = connection.prepare(
      'DELETE FROM epoch_weights WHERE run = ? AND step > ? RETURNING blob',
    );
  }

  /** The weights kept of a run's epochs, in order; `blobs.read` gives the safetensors file. */
  weights(run: RunId): EpochWeights[] {
    return this.#connection.read(() => this.#weights.all(run));
  }

  /** Other finished runs whose weights after this run's last epoch were the same, bit for bit; oldest first. */
  twins(run: RunId): RunId[] {
    return this.#connection.read(() => this.#twins.all(run, run));
  }

  /**
   * The newest checkpoint that can be read; null when the run has made none yet.
   * @throws UserError 'run.noCheckpoint' when there are some and none can be read
   */
  latest(run: RunId): LatestCheckpoint | null {
    const rows = this.#connection.read(() => this.#rows.all(run));
    if (rows.length === 0) return null;
    const damaged: UserError[] = [];
    for (const { blob, counters } of rows) {
      try {
        const { tensors } = decodeTensors(this.#blobs.read(blob), blob);
        return { checkpoint: { ...fromJson(counters), tensors }, damaged };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        damaged.push(error);
      }
    }
    // A process that trains the run may have replaced both since: then there are newer ones.
    const now = this.#connection.read(() => this.#rows.get(run));
    if (now !== undefined && now.step > rows[0]!.step) return this.latest(run);
    throw new UserError('run.noCheckpoint', { run }, { cause: damaged[0] });
  }

  /** Names a checkpoint's blob, inside the caller's transaction. Returns the blobs of those it replaces. */
  put(run: RunId, counters: Counters, blob: string): string[] {
    // Where one stage ends, the next one begins with other weights.
    const replaced = this.#at.get(run, counters.step);
    this.#put.run(run, counters.step, blob, toJson(counters));
    const dropped = this.#dropOld.all(run, run, KEPT).map((row) => row.blob);
    return replaced === undefined ? dropped : [...dropped, replaced];
  }

  /** Names the blob of an epoch's weights, inside the caller's transaction. */
  putWeights(run: RunId, { epoch, step, blob }: EpochWeights): void {
    this.#putWeights.run(run, epoch, step, blob);
  }

  /** Forgets what came after `step`, inside the caller's transaction. Returns the blobs that named. */
  dropAfter(run: RunId, step: number): string[] {
    const dropped = [...this.#dropAfter.all(run, step), ...this.#dropWeights.all(run, step)];
    return dropped.map(({ blob }) => blob);
  }
}
