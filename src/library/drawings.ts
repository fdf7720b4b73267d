import type { Statement } from 'better-sqlite3';
import type { DrawingPurpose, KeptDrawing, NewDrawing } from '../core/digit/kept-drawing';
import type { Drawing } from '../core/digit/strokes';
import type { Pixels28 } from '../core/network/types';
import type { Connection } from './connection';

interface DrawingRow {
  readonly id: number;
  readonly image: Uint8Array;
  readonly strokes: string | null;
  readonly className: string;
  readonly model: string | null;
  readonly readAs: string | null;
  readonly purpose: DrawingPurpose;
  readonly createdAt: number;
}

const COLUMNS = `id, image, strokes, class_name AS className, model, read_as AS readAs, purpose,
  created_at AS createdAt`;

/** What people drew and kept, with what it is. */
export class Drawings {
  readonly #connection: Connection;
  readonly #insert: Statement<(Uint8Array | string | number | null)[]>;
  readonly #list: Statement<[], DrawingRow>;
  readonly #setDeleted: Statement<[number | null, number]>;
  readonly #purge: Statement<[number]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#insert = connection.prepare(
      `INSERT INTO drawings (image, strokes, class_name, model, read_as, purpose, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#list = connection.prepare(
      `SELECT ${COLUMNS} FROM drawings WHERE deleted_at IS NULL ORDER BY id DESC`,
    );
    this.#setDeleted = connection.prepare('UPDATE drawings SET deleted_at = ? WHERE id = ?');
    this.#purge = connection.prepare('DELETE FROM drawings WHERE deleted_at < ?');
  }

  /** Keeps a drawing; returns it as it is kept. */
  keep(drawing: NewDrawing): KeptDrawing {
    const createdAt = Date.now();
    const { image, strokes, className, model, readAs, purpose } = drawing;
    const { lastInsertRowid } = this.#connection.write(() =>
      this.#insert.run(
        image,
        strokes === null ? null : JSON.stringify(strokes),
        className,
        model,
        readAs,
        purpose,
        createdAt,
      ),
    );
    return { ...drawing, id: Number(lastInsertRowid), createdAt };
  }

  /** Newest first, without deleted ones. */
  list(): KeptDrawing[] {
    return this.#connection.read(() => this.#list.all().map(toDrawing));
  }

  /** Takes drawings out of the list, all or none; `undelete` brings them back until they are purged. */
  delete(ids: readonly number[]): void {
    this.#mark(ids, Date.now());
  }

  undelete(ids: readonly number[]): void {
    this.#mark(ids, null);
  }

  /** Removes for good what was deleted before `time` (milliseconds since 1970). Returns how many. */
  purge(time: number): number {
    return this.#connection.write(() => this.#purge.run(time).changes);
  }

  #mark(ids: readonly number[], deletedAt: number | null): void {
    this.#connection.write(() => {
      for (const id of ids) this.#setDeleted.run(deletedAt, id);
    });
  }
}

function toDrawing({ image, strokes, ...row }: DrawingRow): KeptDrawing {
  return {
    ...row,
    image: new Uint8Array(image) as Pixels28,
    strokes: strokes === null ? null : (JSON.parse(strokes) as Drawing),
  };
}
