import type { Statement } from 'better-sqlite3';
import { UserError } from '../core/errors';
import type { RunId } from '../core/metrics/run';
import type { Connection } from './connection';

/** What people write beside their runs: a title in place of the recipe's name, notes, tags. None of it is part of a run's bits. */
export class Annotations {
  readonly #connection: Connection;
  readonly #setTitle: Statement<[string | null, RunId]>;
  readonly #setNotes: Statement<[string, RunId]>;
  readonly #touch: Statement<[RunId]>;
  readonly #dropTags: Statement<[RunId]>;
  readonly #addTag: Statement<[RunId, string]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#setTitle = connection.prepare('UPDATE runs SET title = ? WHERE id = ?');
    this.#setNotes = connection.prepare('UPDATE runs SET notes = ? WHERE id = ?');
    this.#touch = connection.prepare('UPDATE runs SET title = title WHERE id = ?');
    this.#dropTags = connection.prepare('DELETE FROM run_tags WHERE run = ?');
    this.#addTag = connection.prepare('INSERT OR IGNORE INTO run_tags (run, tag) VALUES (?, ?)');
  }

  /** null calls the run as its recipe is called. @throws UserError 'run.unknown' */
  setTitle(run: RunId, title: string | null): void {
    this.#write(run, () => this.#setTitle.run(title, run).changes);
  }

  /** @throws UserError 'run.unknown' */
  setNotes(run: RunId, notes: string): void {
    this.#write(run, () => this.#setNotes.run(notes, run).changes);
  }

  /** In place of those there were. @throws UserError 'run.unknown' */
  setTags(run: RunId, tags: readonly string[]): void {
    this.#write(run, () => {
      const { changes } = this.#touch.run(run);
      if (changes > 0) {
        this.#dropTags.run(run);
        for (const tag of tags) this.#addTag.run(run, tag);
      }
      return changes;
    });
  }

  /** `work` answers how many runs it has changed. */
  #write(run: RunId, work: () => number): void {
    this.#connection.write(() => {
      if (work() === 0) throw new UserError('run.unknown', { run });
    });
  }
}
