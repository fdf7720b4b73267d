import type { Statement } from 'better-sqlite3';
import { UserError } from '../core/errors';
import type { RunId } from '../core/metrics/run';
import type { Connection } from './connection';
import { isRunning, thisProcess, type ProcessIdentity } from './process-identity';

/** Who trains a run: one process at a time. A lease ends with its process, however that ends. */
export class Leases {
  readonly #get: Statement<[RunId], ProcessIdentity>;
  readonly #put: Statement<[RunId, number, string, string]>;
  readonly #remove: Statement<[RunId]>;

  constructor(connection: Connection) {
    this.#get = connection.prepare('SELECT pid, started, boot FROM leases WHERE run = ?');
    this.#put = connection.prepare(
      'INSERT OR REPLACE INTO leases (run, pid, started, boot) VALUES (?, ?, ?, ?)',
    );
    this.#remove = connection.prepare('DELETE FROM leases WHERE run = ?');
  }

  /** The process that trains the run now; undefined when nobody does. */
  holder(run: RunId): ProcessIdentity | undefined {
    const holder = this.#get.get(run);
    return holder !== undefined && isRunning(holder) ? holder : undefined;
  }

  /**
   * Gives the run to this process, inside the caller's transaction. A lease whose process is gone is taken over.
   * @throws UserError 'run.inUse'
   */
  take(run: RunId): void {
    const holder = this.holder(run);
    if (holder !== undefined) throw new UserError('run.inUse', { run, pid: holder.pid });
    const { pid, started, boot } = thisProcess();
    this.#put.run(run, pid, started, boot);
  }

  /** Whether this process may write the run. */
  isOurs(run: RunId): boolean {
    const holder = this.#get.get(run);
    const self = thisProcess();
    return holder?.pid === self.pid && holder.started === self.started && holder.boot === self.boot;
  }

  release(run: RunId): void {
    this.#remove.run(run);
  }
}
