import { createHash } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { LabelledImages } from '../core/data/dataset';
import type { DatasetInfo, DatasetSource } from '../core/data/dataset-info';
import { UserError } from '../core/errors';
import type { Blobs } from './blobs';
import type { Connection } from './connection';

/** A data set to keep: both parts have the same class names. */
export interface NewDataset {
  readonly name: string;
  readonly source: DatasetSource;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

interface InfoRow {
  readonly id: string;
  readonly name: string;
  readonly classNames: string;
  readonly trainCount: number;
  readonly testCount: number;
  readonly source: string;
  readonly createdAt: number;
}

type Part = 'trainImages' | 'trainLabels' | 'testImages' | 'testLabels';

const INFO = `
  SELECT id, name, class_names AS classNames, train_count AS trainCount, test_count AS testCount, source,
    created_at AS createdAt
  FROM datasets WHERE deleted_at IS NULL`;

/** The data sets a person brought in. MNIST is not among them; `DataSource` has all. */
export class Datasets {
  readonly #connection: Connection;
  readonly #blobs: Blobs;
  readonly #insert: Statement;
  readonly #list: Statement<[], InfoRow>;
  readonly #get: Statement<[string], InfoRow>;
  readonly #parts: Statement<[string], Record<Part, string>>;
  readonly #rename: Statement<[string, string]>;
  readonly #setDeleted: Statement<[number | null, string]>;
  readonly #purge: Statement<[number]>;

  constructor(connection: Connection, blobs: Blobs) {
    this.#connection = connection;
    this.#blobs = blobs;
    // The same data once more: under the new name, and there again where they had been deleted.
    this.#insert = connection.prepare(
      `INSERT INTO datasets (id, name, class_names, train_count, train_images, train_labels, test_count, test_images,
         test_labels, source, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, source = excluded.source,
         created_at = excluded.created_at, deleted_at = NULL`,
    );
    this.#list = connection.prepare(`${INFO} ORDER BY created_at, id`);
    this.#get = connection.prepare(`${INFO} AND id = ?`);
    this.#parts = connection.prepare(
      `SELECT train_images AS trainImages, train_labels AS trainLabels, test_images AS testImages,
         test_labels AS testLabels
       FROM datasets WHERE deleted_at IS NULL AND id = ?`,
    );
    this.#rename = connection.prepare('UPDATE datasets SET name = ? WHERE id = ?');
    this.#setDeleted = connection.prepare('UPDATE datasets SET deleted_at = ? WHERE id = ?');
    this.#purge = connection.prepare('DELETE FROM datasets WHERE deleted_at < ?');
  }

  /** Keeps a data set, whole or not at all. Returns its id: that of the data set there is, where it is the same. */
  add({ name, source, train, test }: NewDataset): string {
    const contents = [train.images, train.labels, test.images, test.labels];
    return this.#blobs.keep(contents, ([trainImages, trainLabels, testImages, testLabels]) => {
      const classNames = JSON.stringify(train.classNames);
      const id = createHash('sha256')
        .update([classNames, trainImages, trainLabels, testImages, testLabels].join('\n'))
        .digest('hex')
        .slice(0, 16);
      this.#insert.run(
        id,
        name,
        classNames,
        train.labels.length,
        trainImages,
        trainLabels,
        test.labels.length,
        testImages,
        testLabels,
        JSON.stringify(source),
        Date.now(),
      );
      return id;
    });
  }

  /** Oldest first, without deleted ones. */
  list(): DatasetInfo[] {
    return this.#connection.read(() => this.#list.all().map(toInfo));
  }

  /** null: there is none, or it has been deleted. */
  get(id: string): DatasetInfo | null {
    const row = this.#connection.read(() => this.#get.get(id));
    return row === undefined ? null : toInfo(row);
  }

  /**
   * The bytes of one part, checked against their SHA-256.
   * @throws UserError 'dataset.unknown'
   */
  bytes(id: string, split: 'train' | 'test', part: 'images' | 'labels'): Uint8Array {
    const blobs = this.#connection.read(() => this.#parts.get(id));
    if (blobs === undefined) throw new UserError('dataset.unknown', { dataset: id });
    return this.#blobs.read(blobs[`${split}${part === 'images' ? 'Images' : 'Labels'}`]);
  }

  /** @throws UserError 'dataset.unknown' */
  rename(id: string, name: string): void {
    this.#change(id, () => this.#rename.run(name, id).changes);
  }

  /** Takes it out of the list; `undelete` brings it back until it is purged. @throws UserError 'dataset.unknown' */
  delete(id: string): void {
    this.#change(id, () => this.#setDeleted.run(Date.now(), id).changes);
  }

  /** @throws UserError 'dataset.unknown' when it has been purged */
  undelete(id: string): void {
    this.#change(id, () => this.#setDeleted.run(null, id).changes);
  }

  /** Removes for good what was deleted before `time` (milliseconds since 1970). Returns how many; `blobs.collect` frees their bytes. */
  purge(time: number): number {
    return this.#connection.write(() => this.#purge.run(time).changes);
  }

  #change(id: string, write: () => number): void {
    this.#connection.write(() => {
      if (write() === 0) throw new UserError('dataset.unknown', { dataset: id });
    });
  }
}

function toInfo({ classNames, source, ...row }: InfoRow): DatasetInfo {
  return {
    ...row,
    classNames: JSON.parse(classNames) as string[],
    source: JSON.parse(source) as DatasetSource,
  };
}
