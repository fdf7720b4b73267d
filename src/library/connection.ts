import Database, { type Statement } from 'better-sqlite3';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/errors';
import { inPlainWords } from './errors';
import { migrations } from './migrations';

/** Marks the SQLite file as ours: 'INKL'. */
const APPLICATION_ID = 0x494e4b4c;
const FILE = 'library.sqlite';

/**
 * The library's SQLite file, open: durable (WAL, a commit is on the disk when it returns), with errors in plain words.
 * `waitMs`: how long a call may block for another process's lock before it throws 'library.busy'.
 */
export class Connection {
  readonly folder: string;
  readonly #database: Database.Database;
  readonly #deferred: (work: () => unknown) => unknown;
  readonly #immediate: (work: () => unknown) => unknown;

  /** Opens the file in `folder`, making or migrating it where needed. */
  constructor(folder: string, waitMs: number) {
    this.folder = folder;
    this.#database = inPlainWords(folder, () => openCurrent(folder, waitMs));
    const transaction = this.#database.transaction((work: () => unknown) => work());
    this.#deferred = (work) => transaction.deferred(work);
    this.#immediate = (work) => transaction.immediate(work);
  }

  prepare<P extends unknown[], R = never>(sql: string): Statement<P, R> {
    return inPlainWords(this.folder, () => this.#database.prepare<P, R>(sql));
  }

  /** Runs `work` on one snapshot of the library. */
  read<T>(work: () => T): T {
    return inPlainWords(this.folder, () => this.#deferred(work) as T);
  }

  /** Runs `work` as the only writer; all of it is kept, or nothing when it throws. */
  write<T>(work: () => T): T {
    return inPlainWords(this.folder, () => this.#immediate(work) as T);
  }

  /** Changes with every commit of another connection, in this process or another. */
  dataVersion(): number {
    return inPlainWords(
      this.folder,
      () => this.#database.pragma('data_version', { simple: true }) as number,
    );
  }

  close(): void {
    this.#database.close();
  }
}

function openCurrent(folder: string, waitMs: number): Database.Database {
  const file = join(folder, FILE);
  const found = versionOf(folder, file, waitMs);
  if (found < migrations.length) migrate(file);
  const database = new Database(file, { timeout: waitMs });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('fullfsync = ON'); // macOS: wait until the drive itself has written
    database.pragma('foreign_keys = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The file's version, 0 where there is none. Throws for a file that is not ours or that a newer app made. */
function versionOf(folder: string, file: string, waitMs: number): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return 0;
  const database = new Database(file, { timeout: waitMs });
  try {
    const found = pragmaNumber(database, 'user_version');
    const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
    if (!isEmpty && pragmaNumber(database, 'application_id') !== APPLICATION_ID) {
      throw new UserError('library.foreign', { file });
    }
    if (found > migrations.length) {
      throw new UserError('library.newer', { folder, found, known: migrations.length });
    }
    return found;
  } finally {
    database.close();
  }
}

/**
 * Brings the file to the newest version while nobody else has it open: an older app could not read what it becomes. Does not wait:
 * whoever is in the way may have done it already, so the caller has to look at the version again.
 */
function migrate(file: string): void {
  const database = new Database(file, { timeout: 0 });
  try {
    // Set before the first access, this holds the whole file from the first lock until close (sqlite.org/wal.html#noshm).
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    const apply = database.transaction(() => {
      // Another process may have been quicker.
      for (let v = pragmaNumber(database, 'user_version'); v < migrations.length; v++) {
        database.exec(migrations[v]!);
        database.pragma(`user_version = ${v + 1}`);
      }
      database.pragma(`application_id = ${APPLICATION_ID}`);
    });
    apply.exclusive();
  } finally {
    database.close();
  }
}

const pragmaNumber = (database: Database.Database, name: string) =>
  database.pragma(name, { simple: true }) as number;
