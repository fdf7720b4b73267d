import type { Statement } from 'better-sqlite3';
import type { Connection } from './connection';

/** What app and command line share besides runs, as JSON under a key: e.g. how fast this machine trains. */
export class Settings {
  readonly #connection: Connection;
  readonly #get: Statement<[string], { value: string }>;
  readonly #set: Statement<[string, string]>;
  readonly #remove: Statement<[string]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#get = connection.prepare('SELECT value FROM settings WHERE key = ?');
    this.#set = connection.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
    this.#remove = connection.prepare('DELETE FROM settings WHERE key = ?');
  }

  /** undefined where nothing was set. The caller checks the value by its schema. */
  get(key: string): unknown {
    const row = this.#connection.read(() => this.#get.get(key));
    return row === undefined ? undefined : JSON.parse(row.value);
  }

  /** `value` must survive JSON. */
  set(key: string, value: object | string | number | boolean | null): void {
    this.#connection.write(() => this.#set.run(key, JSON.stringify(value)));
  }

  remove(key: string): void {
    this.#connection.write(() => this.#remove.run(key));
  }
}
