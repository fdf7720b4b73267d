import type { Statement } from 'better-sqlite3';
import { recipeSchema, type Recipe } from '../core/recipe/schema';
import type { Connection } from './connection';

/** A recipe that waits its turn. */
export interface QueueEntry {
  readonly id: number;
  readonly recipe: Recipe;
  /** Threads TensorFlow is to train with. */
  readonly threads: number;
}
type Row = Omit<QueueEntry, 'recipe'> & { readonly recipe: string };

/** Recipes that wait, in the order in which they are to be trained. */
export class Queue {
  readonly #connection: Connection;
  readonly #list: Statement<[], Row>;
  readonly #ids: Statement<[], number>;
  readonly #insert: Statement<[string, number, number]>;
  readonly #remove: Statement<[number]>;
  readonly #place: Statement<[number, number]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#list = connection.prepare('SELECT id, recipe, threads FROM queue ORDER BY position');
    this.#ids = connection.prepare('SELECT id FROM queue ORDER BY position');
    this.#ids.pluck();
    this.#insert = connection.prepare(
      `INSERT INTO queue (recipe, threads, created_at, position)
       VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM queue))`,
    );
    this.#remove = connection.prepare('DELETE FROM queue WHERE id = ?');
    this.#place = connection.prepare('UPDATE queue SET position = ? WHERE id = ?');
  }

  list(): QueueEntry[] {
    return this.#connection.read(() =>
      this.#list.all().map((row) => ({
        ...row,
        // Filled in with the defaults of fields that are newer than the entry.
        recipe: recipeSchema.parse(JSON.parse(row.recipe)),
      })),
    );
  }

  /** At `index` of the list, or at its end. Returns the entry's id. */
  add({ recipe, threads }: Omit<QueueEntry, 'id'>, index: number | null = null): number {
    return this.#connection.write(() => {
      const added = this.#insert.run(JSON.stringify(recipe), threads, Date.now());
      const id = Number(added.lastInsertRowid);
      if (index !== null) this.#put(id, index);
      return id;
    });
  }

  /** Nothing happens where it is gone already. */
  remove(id: number): void {
    this.#connection.write(() => this.#remove.run(id));
  }

  /** Brings an entry to `index` of the list. */
  move(id: number, index: number): void {
    this.#connection.write(() => {
      this.#put(id, index);
    });
  }

  #put(id: number, index: number): void {
    const others = this.#ids.all().filter((other) => other !== id);
    [...others.slice(0, index), id, ...others.slice(index)].forEach((one, position) => {
      this.#place.run(position, one);
    });
  }
}
