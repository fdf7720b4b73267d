import { randomInt } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import { UserError, type ErrorData } from '../core/errors';
import type { Run, RunEnvironment, RunId, RunStatus } from '../core/metrics/run';
import { recipeSchema, type Recipe } from '../core/recipe/schema';
import type { Connection } from './connection';
import type { Leases } from './leases';
import { isRunning } from './process-identity';

/** What has to be known to begin a run. */
export interface NewRun {
  readonly recipe: Recipe;
  readonly totalSteps: number;
  /** The first of them, those of a pretraining without labels; 0 where there is none. */
  readonly pretrainingSteps?: number;
  /** SHA-256 of the training set's images and labels. */
  readonly dataSha256: string;
  readonly dataName: string;
  /** In the order of the labels. */
  readonly dataClassNames: readonly string[];
  readonly environment: RunEnvironment;
}

/** What a row says; 'interrupted' is seen only when it is read, by its process being gone. */
type StoredStatus = Exclude<RunStatus, 'interrupted'>;

interface RunRow {
  readonly id: RunId;
  readonly recipe: string;
  readonly title: string | null;
  readonly notes: string;
  readonly tags: string;
  readonly status: StoredStatus;
  readonly createdAt: number;
  readonly totalSteps: number;
  readonly pretrainingSteps: number;
  readonly dataSha256: string;
  readonly dataName: string;
  readonly dataClassNames: string;
  readonly environment: string;
  readonly error: string | null;
  readonly pid: number | null;
  readonly started: string | null;
  readonly boot: string | null;
  readonly step: number;
  readonly epoch: number | null;
  readonly trainSeconds: number;
  readonly trainLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly validationAccuracy: number | null;
  readonly testAccuracy: number | null;
}

/** What changes of a run while others look at it. */
export interface RunState {
  readonly id: RunId;
  readonly step: number;
  readonly status: RunStatus;
  /** What a person wrote beside it, as one text to be compared. */
  readonly annotations: string;
}
type StateRow = Omit<RunState, 'status'> & Pick<RunRow, 'status' | 'pid' | 'started' | 'boot'>;

// Curves, checkpoints and evaluation are the only place a run's progress is kept; each of these is one search of an index.
const SELECT = `
  SELECT runs.id, recipe, title, notes, status,
    (SELECT json_group_array(tag) FROM (SELECT tag FROM run_tags WHERE run = runs.id ORDER BY tag)) AS tags,
    done.validation_accuracy AS validationAccuracy, created_at AS createdAt, total_steps AS totalSteps,
    pretraining_steps AS pretrainingSteps, data_sha256 AS dataSha256,
    data_name AS dataName, data_class_names AS dataClassNames, environment, error, pid, started, boot,
    max(coalesce(last.step, (SELECT max(step) FROM pretraining_intervals WHERE run = runs.id), 0),
        coalesce((SELECT max(step) FROM checkpoints WHERE run = runs.id), 0)) AS step,
    done.epoch AS epoch,
    max(coalesce((SELECT counters ->> 'trainSeconds' FROM checkpoints WHERE run = runs.id ORDER BY step DESC LIMIT 1), 0),
        coalesce((SELECT sum(seconds) FROM pretraining_epochs WHERE run = runs.id), 0) +
        coalesce((SELECT sum(seconds) FROM epochs WHERE run = runs.id), 0)) AS trainSeconds,
    iif(done.epoch IS NULL, last.loss, done.loss) AS trainLoss,
    iif(done.epoch IS NULL, last.accuracy, done.accuracy) AS trainAccuracy,
    CAST(correct AS REAL) / evaluations.examples AS testAccuracy
  FROM runs
  LEFT JOIN leases ON leases.run = runs.id
  LEFT JOIN evaluations ON evaluations.run = runs.id
  LEFT JOIN intervals AS last ON last.run = runs.id
    AND last.step = (SELECT max(step) FROM intervals WHERE run = runs.id)
  LEFT JOIN epochs AS done ON done.run = runs.id
    AND done.epoch = (SELECT max(epoch) FROM epochs WHERE run = runs.id)`;

const SELECT_STATES = `
  SELECT runs.id, status, pid, started, boot,
    coalesce((SELECT max(step) FROM intervals WHERE run = runs.id),
      (SELECT max(step) FROM pretraining_intervals WHERE run = runs.id), 0) AS step,
    json_array(title, notes, (SELECT group_concat(tag, char(0)) FROM run_tags WHERE run = runs.id)) AS annotations
  FROM runs LEFT JOIN leases ON leases.run = runs.id
  WHERE deleted_at IS NULL`;

/** Every training there was. */
export class Runs {
  readonly #connection: Connection;
  readonly #leases: Leases;
  readonly #insert: Statement<
    [RunId, string, number, number, string, string, string, string, number]
  >;
  readonly #list: Statement<[], RunRow>;
  readonly #states: Statement<[], StateRow>;
  readonly #get: Statement<[RunId], RunRow>;
  readonly #find: Statement<[string, string], RunId>;
  readonly #setStatus: Statement<[StoredStatus, string | null, RunId]>;
  readonly #setDeleted: Statement<[number | null, RunId]>;
  readonly #purge: Statement<[number]>;
  /** By their text: checking a recipe is what takes longest in a list of many runs, and many have the same. */
  readonly #recipes = new Map<string, Recipe>();

  constructor(connection: Connection, leases: Leases) {
    this.#connection = connection;
    this.#leases = leases;
    this.#insert = connection.prepare(
      `INSERT INTO runs (id, recipe, status, total_steps, pretraining_steps, data_sha256, data_name, data_class_names,
         environment, created_at)
       VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#list = connection.prepare(
      `${SELECT} WHERE deleted_at IS NULL ORDER BY created_at DESC, runs.id DESC`,
    );
    this.#states = connection.prepare(SELECT_STATES);
    this.#get = connection.prepare(`${SELECT} WHERE runs.id = ?`);
    this.#find = connection.prepare(
      `SELECT id FROM runs WHERE deleted_at IS NULL AND substr(id, 1, length(?)) = ?
       ORDER BY created_at DESC LIMIT 2`,
    );
    this.#find.pluck();
    this.#setStatus = connection.prepare('UPDATE runs SET status = ?, error = ? WHERE id = ?');
    this.#setDeleted = connection.prepare('UPDATE runs SET deleted_at = ? WHERE id = ?');
    this.#purge = connection.prepare('DELETE FROM runs WHERE deleted_at < ?');
  }

  /** Newest first, without deleted ones. */
  list(): Run[] {
    return this.#connection.read(() => this.#list.all().map((row) => this.#toRun(row)));
  }

  /** Of each run in the list, what may have changed: a tenth of the work. */
  states(): RunState[] {
    return this.#connection.read(() =>
      this.#states.all().map((row) => {
        const { id, step, annotations } = row;
        return { id, step, annotations, status: statusOf(row) };
      }),
    );
  }

  /**
   * One run, also a deleted one.
   * @throws UserError 'run.unknown'
   */
  get(run: RunId): Run {
    const row = this.#connection.read(() => this.#get.get(run));
    if (row === undefined) throw new UserError('run.unknown', { run });
    return this.#toRun(row);
  }

  /**
   * The run a person means: by its id, by the beginning of it, or the newest by 'last'.
   * @throws UserError 'run.unknown' or 'run.ambiguous'
   */
  find(text: string): RunId {
    const start = text === 'last' ? '' : text;
    const found = this.#connection.read(() => this.#find.all(start, start));
    if (found[0] === undefined) throw new UserError('run.unknown', { run: text });
    if (found.length > 1 && text !== 'last') throw new UserError('run.ambiguous', { run: text });
    return found[0];
  }

  /** Adds a run, inside the caller's transaction. */
  insert(run: NewRun): RunId {
    const { recipe, totalSteps, pretrainingSteps = 0 } = run;
    const { dataSha256, dataName, dataClassNames, environment } = run;
    const now = Date.now();
    let id = newRunId(now);
    while (this.#get.get(id) !== undefined) id = newRunId(now);
    this.#insert.run(
      id,
      JSON.stringify(recipe),
      totalSteps,
      pretrainingSteps,
      dataSha256,
      dataName,
      JSON.stringify(dataClassNames),
      JSON.stringify(environment),
      now,
    );
    return id;
  }

  /** Inside the caller's transaction. */
  setStatus(run: RunId, status: StoredStatus, error: ErrorData | null = null): void {
    this.#setStatus.run(status, error === null ? null : JSON.stringify(error), run);
  }

  /**
   * Takes a run out of the list; `undelete` brings it back until it is purged.
   * @throws UserError 'run.inUse' while it is being trained
   */
  delete(run: RunId): void {
    this.#connection.write(() => {
      const holder = this.#leases.holder(run);
      if (holder !== undefined) throw new UserError('run.inUse', { run, pid: holder.pid });
      this.#mark(run, Date.now());
    });
  }

  /** @throws UserError 'run.unknown' when it has been purged */
  undelete(run: RunId): void {
    this.#connection.write(() => {
      this.#mark(run, null);
    });
  }

  /** Removes for good what was deleted before `time` (milliseconds since 1970). Returns how many runs; `blobs.collect` frees their bytes. */
  purge(time: number): number {
    return this.#connection.write(() => this.#purge.run(time).changes);
  }

  #toRun(row: RunRow): Run {
    const { pid, started, boot, ...rest } = row;
    return {
      ...rest,
      recipe: this.#recipeOf(row.recipe),
      tags: JSON.parse(row.tags) as string[],
      status: statusOf({ status: row.status, pid, started, boot }),
      epoch: row.epoch ?? 0,
      // NULL beside an accuracy: not a number.
      trainLoss: row.trainAccuracy === null ? null : (row.trainLoss ?? NaN),
      dataClassNames: JSON.parse(row.dataClassNames) as string[],
      environment: JSON.parse(row.environment) as RunEnvironment,
      error: row.error === null ? null : (JSON.parse(row.error) as ErrorData),
    };
  }

  /** Filled in with the defaults of fields that are newer than the run. */
  #recipeOf(json: string): Recipe {
    const known = this.#recipes.get(json);
    if (known !== undefined) return known;
    const recipe = recipeSchema.parse(JSON.parse(json));
    this.#recipes.set(json, recipe);
    return recipe;
  }

  #mark(run: RunId, deletedAt: number | null): void {
    if (this.#setDeleted.run(deletedAt, run).changes === 0) {
      throw new UserError('run.unknown', { run });
    }
  }
}

/** As stored, or 'interrupted' where the process that trained it is gone. */
function statusOf({
  status,
  pid,
  started,
  boot,
}: Pick<RunRow, 'status' | 'pid' | 'started' | 'boot'>): RunStatus {
  if (status !== 'running' && status !== 'paused') return status;
  const isHeld =
    pid !== null && started !== null && boot !== null && isRunning({ pid, started, boot });
  return isHeld ? status : 'interrupted';
}

/** Without letters and digits that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** e.g. 20260131-142530-k7mq: the time in UTC, so that ids sort by age, and four letters for runs of the same second. */
export function newRunId(now: number): RunId {
  const [date, time] = new Date(now).toISOString().replace(/[-:]/g, '').split(/[T.]/);
  const suffix = Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${date!}-${time!}-${suffix}` as RunId;
}
