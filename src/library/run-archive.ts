import type { Statement } from 'better-sqlite3';
import { UserError } from '../core/errors';
import type { RunId } from '../core/metrics/run';
import {
  blobsOf,
  runColumns,
  runTableNames,
  runTables,
  type ArchivedRun,
  type RunTable,
} from './archived-run';
import type { Blobs } from './blobs';
import type { Connection } from './connection';
import { fingerprintOf, type FingerprintParts } from './fingerprint';
import type { Leases } from './leases';
import { newRunId } from './runs';

/** What became of a run that was brought in. */
export interface Imported {
  readonly run: RunId;
  /**
   * new: it is here now. known: it was here already, to the bit. restored: it was here, deleted. copy: a run with its id is here
   * that has come to something else (one of the two was trained on); both are kept, this one under another id.
   */
  readonly outcome: 'new' | 'known' | 'restored' | 'copy';
}

type Row = Readonly<Record<string, unknown>>;
interface Table {
  readonly of: Statement<[RunId], Row>;
  readonly add: Statement<[Row]>;
}
interface Known {
  readonly id: RunId;
  readonly deletedAt: number | null;
}

/** Takes whole runs out of a library, and brings them into one. */
export class RunArchive {
  readonly #connection: Connection;
  readonly #blobs: Blobs;
  readonly #leases: Leases;
  readonly #parts: FingerprintParts;
  readonly #run: Statement<[RunId], ArchivedRun['run']>;
  readonly #addRun: Statement<[Row]>;
  readonly #tables = new Map<RunTable, Table>();
  readonly #known: Statement<[string, string], Known>;
  readonly #undelete: Statement<[RunId]>;
  readonly #isTaken: Statement<[RunId]>;

  constructor(connection: Connection, blobs: Blobs, leases: Leases, parts: FingerprintParts) {
    this.#connection = connection;
    this.#blobs = blobs;
    this.#leases = leases;
    this.#parts = parts;
    const own = Object.keys(runColumns.shape);
    this.#run = connection.prepare(`SELECT ${own.join(', ')} FROM runs WHERE id = ?`);
    this.#addRun = connection.prepare(insertInto('runs', [...own, 'origin']));
    for (const table of runTableNames) {
      const columns = Object.keys(runTables[table].shape);
      const list = columns.join(', ');
      this.#tables.set(table, {
        of: connection.prepare(`SELECT ${list} FROM ${table} WHERE run = ? ORDER BY ${list}`),
        add: connection.prepare(insertInto(table, ['run', ...columns])),
      });
    }
    this.#known = connection.prepare(
      'SELECT id, deleted_at AS deletedAt FROM runs WHERE id = ? OR origin = ?',
    );
    this.#undelete = connection.prepare('UPDATE runs SET deleted_at = NULL WHERE id = ?');
    this.#isTaken = connection.prepare('SELECT 1 FROM runs WHERE id = ?');
  }

  /**
   * All rows of a run. Its blobs are read by their names.
   * @throws UserError 'run.unknown', or 'run.inUse' while it is being trained
   */
  read(run: RunId): ArchivedRun {
    return this.#connection.read(() => {
      const holder = this.#leases.holder(run);
      if (holder !== undefined) throw new UserError('run.inUse', { run, pid: holder.pid });
      const columns = this.#run.get(run);
      if (columns === undefined) throw new UserError('run.unknown', { run });
      const rows = Object.fromEntries(
        [...this.#tables].map(([name, { of }]) => [name, of.all(run)]),
      );
      return {
        run: columns,
        rows: rows as unknown as ArchivedRun['rows'],
        fingerprint: this.#fingerprint(run),
      };
    });
  }

  /**
   * Brings a run in, with all its blobs, or nothing at all. A run that is here already to the bit stays as it is, with what was
   * written beside it.
   * @param blobs bytes by name, of `blobsOf(archived)`
   * @throws UserError 'runFile.fingerprint' when it has not come to what it says it has
   */
  add(archived: ArchivedRun, blobs: ReadonlyMap<string, Uint8Array>, file: string): Imported {
    const origin = `${archived.run.id} ${archived.fingerprint ?? ''}`;
    const known = this.#find(archived, origin);
    if (known !== null) return known;
    const names = blobsOf(archived);
    try {
      return this.#blobs.keep(
        names.map((name) => blobs.get(name)!),
        () => this.#insert(archived, origin, file),
      );
    } catch (error) {
      this.#blobs.removeUnused(names);
      throw error;
    }
  }

  #insert(archived: ArchivedRun, origin: string, file: string): Imported {
    // Another process may have brought it in meanwhile.
    const since = this.#find(archived, origin);
    if (since !== null) return since;
    let run = archived.run.id as RunId;
    const isTaken = this.#isTaken.get(run) !== undefined;
    while (this.#isTaken.get(run) !== undefined) run = newRunId(archived.run.created_at);
    this.#addRun.run({ ...archived.run, id: run, origin });
    for (const [name, { add }] of this.#tables) {
      for (const row of archived.rows[name]) add.run({ ...row, run });
    }
    if (this.#fingerprint(run) !== archived.fingerprint) {
      throw new UserError('runFile.fingerprint', { file });
    }
    return { run, outcome: isTaken ? 'copy' : 'new' };
  }

  /** The same run to the bit, brought back if it was deleted. */
  #find({ run, fingerprint }: ArchivedRun, origin: string): Imported | null {
    return this.#connection.write(() => {
      const same = this.#known
        .all(run.id, origin)
        .find(({ id }) => this.#fingerprint(id) === fingerprint);
      if (same === undefined) return null;
      if (same.deletedAt === null) return { run: same.id, outcome: 'known' };
      this.#undelete.run(same.id);
      return { run: same.id, outcome: 'restored' };
    });
  }

  /** null before the first checkpoint. */
  #fingerprint(run: RunId): string | null {
    return this.#parts.checkpoints.latest(run) === null
      ? null
      : fingerprintOf(run, this.#parts).all;
  }
}

function insertInto(table: string, columns: readonly string[]): string {
  const values = columns.map((column) => `@${column}`);
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`;
}
