import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from 'better-sqlite3';
import { UserError } from '../core/errors';
import type { Connection } from './connection';
import { syncFolder, writeDurably } from './durable';
import { inPlainWords, isBusy } from './errors';
import { isRunning, thisProcess } from './process-identity';

const BLOB = /^[0-9a-f]{64}$/;
/** A blob being written. Its name says by which process, so that others know when it has been abandoned. */
const TEMPORARY = /^tmp-(\d+)-(\w*)-(\w*)-[0-9a-f]{12}$/;

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * The files of the library, each named by the SHA-256 of its bytes, in `blobs/`. A blob is there for good before a row names it,
 * and appears under its name only while its writer holds the write lock: so whoever holds that lock knows that a blob no row
 * names is nobody's.
 */
export class Blobs {
  readonly #connection: Connection;
  readonly #folder: string;
  readonly #isUsed: Statement<[string], 1>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#folder = join(connection.folder, 'blobs');
    inPlainWords(connection.folder, () => {
      if (mkdirSync(this.#folder, { recursive: true }) !== undefined) syncFolder(connection.folder);
    });
    this.#isUsed = connection.prepare('SELECT 1 FROM blob_uses WHERE blob = ? LIMIT 1');
    this.#isUsed.pluck();
  }

  /**
   * Keeps `contents` and, in one transaction, the rows that `commit` writes to name them (it gets their names, in order).
   * Nothing is kept when it throws.
   */
  keep<T>(contents: readonly Uint8Array[], commit: (names: string[]) => T): T {
    return inPlainWords(this.#connection.folder, () => {
      const staged: { file: string; name: string }[] = [];
      try {
        for (const bytes of contents) {
          const file = join(this.#folder, temporaryName());
          staged.push({ file, name: sha256(bytes) });
          writeDurably(file, bytes);
        }
        return this.#connection.write(() => {
          for (const { file, name } of staged) renameSync(file, this.#path(name));
          if (staged.length > 0) syncFolder(this.#folder);
          return commit(staged.map(({ name }) => name));
        });
      } finally {
        for (const { file } of staged) rmSync(file, { force: true });
      }
    });
  }

  /**
   * A blob's bytes, checked against its name.
   * @throws UserError 'library.blobMissing' or 'library.blobDamaged'
   */
  read(name: string): Uint8Array {
    if (!BLOB.test(name)) throw new RangeError(`a blob's name is a SHA-256 in hex, got "${name}"`);
    const folder = this.#connection.folder;
    const bytes = inPlainWords(folder, () => readIfThere(this.#path(name)));
    if (bytes === undefined) throw new UserError('library.blobMissing', { folder, blob: name });
    if (sha256(bytes) !== name) throw new UserError('library.blobDamaged', { folder, blob: name });
    return bytes;
  }

  /** Removes those of the named blobs that no row names any more; where another process is in the way, the next start does. */
  removeUnused(names: readonly string[]): void {
    if (names.length === 0) return;
    try {
      this.#connection.write(() => {
        for (const name of names) if (!this.#used(name)) rmSync(this.#path(name), { force: true });
      });
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }

  /** Removes what crashes have left: blobs that no row names, files whose writer is gone. Returns how many. */
  collect(): number {
    if (this.#orphans().length === 0) return 0;
    return this.#connection.write(() => {
      const orphans = this.#orphans();
      for (const name of orphans) rmSync(this.#path(name), { force: true });
      return orphans.length;
    });
  }

  #orphans(): string[] {
    return inPlainWords(this.#connection.folder, () =>
      readdirSync(this.#folder).filter((name) =>
        BLOB.test(name) ? !this.#used(name) : isAbandoned(name),
      ),
    );
  }

  #used(name: string): boolean {
    return this.#isUsed.get(name) !== undefined;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

function temporaryName(): string {
  const { pid, started, boot } = thisProcess();
  return `tmp-${pid}-${started}-${boot}-${randomBytes(6).toString('hex')}`;
}

function isAbandoned(name: string): boolean {
  const [whole, pid, started, boot] = TEMPORARY.exec(name) ?? [];
  return whole !== undefined && !isRunning({ pid: Number(pid), started: started!, boot: boot! });
}

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
