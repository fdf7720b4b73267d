import { createHash } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { LabelledImages } from '../core/data/dataset';
import type { DatasetInfo, DatasetSource } from '../core/data/dataset-info';
import { UserError, type ErrorCode } from '../core/errors';
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

type BlobNames = Readonly<
  Record<'trainImages' | 'trainLabels' | 'testImages' | 'testLabels', string>
>;
type WholeRow = InfoRow & BlobNames;

const BLOBS = `train_images AS trainImages, train_labels AS trainLabels, test_images AS testImages,
  test_labels AS testLabels`;

const INFO = `
  SELECT id, name, class_names AS classNames, train_count AS trainCount, test_count AS testCount, source,
    created_at AS createdAt
  FROM datasets WHERE deleted_at IS NULL`;

/** What a blob's reading fails with when its file is not what was written. */
const UNREADABLE: ReadonlySet<ErrorCode> = new Set([
  'library.blobMissing',
  'library.blobDamaged',
] as const);

/** How long a data set waits to be kept or discarded. */
const STAGED_MS = 3600 * 1000;

/** The data sets a person brought in. MNIST is not among them; `DataSource` has all. */
export class Datasets {
  readonly #connection: Connection;
  readonly #blobs: Blobs;
  readonly #insert: Statement;
  readonly #list: Statement<[], InfoRow>;
  readonly #get: Statement<[string], InfoRow>;
  readonly #parts: Statement<[string], BlobNames & { readonly name: string }>;
  readonly #row: Statement<[string], WholeRow>;
  readonly #keep: Statement<[string, number, string]>;
  readonly #rename: Statement<[string, string]>;
  readonly #setDeleted: Statement<[number | null, string]>;
  readonly #discard: Statement<[string]>;
  readonly #purge: Statement<[number, number]>;

  constructor(connection: Connection, blobs: Blobs) {
    this.#connection = connection;
    this.#blobs = blobs;
    this.#insert = connection.prepare(
      `INSERT INTO datasets (id, name, class_names, train_count, train_images, train_labels, test_count, test_images,
         test_labels, source, staged, created_at, deleted_at)
       VALUES (@id, @name, @classNames, @trainCount, @trainImages, @trainLabels, @testCount, @testImages,
         @testLabels, @source, 1, @createdAt, @createdAt)
       ON CONFLICT (id) DO NOTHING`,
    );
    this.#list = connection.prepare(`${INFO} ORDER BY created_at, id`);
    this.#get = connection.prepare(`${INFO} AND id = ?`);
    this.#parts = connection.prepare(
      `SELECT name, ${BLOBS} FROM datasets WHERE deleted_at IS NULL AND id = ?`,
    );
    this.#row = connection.prepare(
      `SELECT id, name, class_names AS classNames, train_count AS trainCount, test_count AS testCount, source,
         created_at AS createdAt, ${BLOBS} FROM datasets WHERE id = ?`,
    );
    this.#keep = connection.prepare(
      'UPDATE datasets SET name = ?, created_at = ?, staged = 0, deleted_at = NULL WHERE id = ?',
    );
    this.#rename = connection.prepare('UPDATE datasets SET name = ? WHERE id = ?');
    this.#setDeleted = connection.prepare('UPDATE datasets SET deleted_at = ? WHERE id = ?');
    this.#discard = connection.prepare('DELETE FROM datasets WHERE id = ? AND staged = 1');
    this.#purge = connection.prepare(
      'DELETE FROM datasets WHERE deleted_at < ? OR (staged = 1 AND created_at < ?)',
    );
  }

  /** Keeps a data set, whole or not at all. Returns its id: that of the data set there is, where it is the same. */
  add(dataset: NewDataset): string {
    const { id } = this.stage(dataset);
    return this.keep(id, dataset.name, dataset.train.classNames);
  }

  /** The same, but where the data are in the list already they stay as they are, with their name. */
  addOnce(dataset: NewDataset): string {
    const { id, known } = this.stage(dataset);
    return known === null ? this.keep(id, dataset.name, dataset.train.classNames) : id;
  }

  /**
   * Puts a data set aside, whole or not at all, until `keep` or `discard`. `known` is what the same data are called that are
   * in the list already, or null.
   */
  stage({ name, source, train, test }: NewDataset): { id: string; known: string | null } {
    const contents = [train.images, train.labels, test.images, test.labels];
    return this.#blobs.keep(contents, (names) => {
      const [trainImages, trainLabels, testImages, testLabels] = names as [
        string,
        string,
        string,
        string,
      ];
      const blobs = { trainImages, trainLabels, testImages, testLabels };
      const classNames = JSON.stringify(train.classNames);
      const id = idOf(classNames, blobs);
      this.#insert.run({
        id,
        name,
        classNames,
        trainCount: train.labels.length,
        testCount: test.labels.length,
        ...blobs,
        source: JSON.stringify(source),
        createdAt: Date.now(),
      });
      return { id, known: this.#get.get(id)?.name ?? null };
    });
  }

  /**
   * Takes a data set that was staged (or deleted) into the list, under this name and with these class names. Returns its id,
   * which is another one where its class names are.
   * @throws UserError 'dataset.unknown' when it has been purged
   */
  keep(staged: string, name: string, classNames: readonly string[]): string {
    return this.#connection.write(() => {
      const row = this.#row.get(staged);
      if (row === undefined) throw new UserError('dataset.unknown', { dataset: staged });
      const names = JSON.stringify(classNames);
      const id = idOf(names, row);
      if (id !== staged) {
        this.#insert.run({ ...row, id, classNames: names });
        this.#discard.run(staged);
      }
      this.#keep.run(name, Date.now(), id);
      return id;
    });
  }

  /** Forgets a data set that was staged and not kept. */
  discard(staged: string): void {
    const blobs = this.#connection.write(() => {
      const row = this.#row.get(staged);
      return row !== undefined && this.#discard.run(staged).changes > 0 ? row : null;
    });
    if (blobs === null) return;
    const { trainImages, trainLabels, testImages, testLabels } = blobs;
    this.#blobs.removeUnused([trainImages, trainLabels, testImages, testLabels]);
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
   * @throws UserError 'dataset.unknown', or 'dataset.damaged' where they are not what was kept
   */
  bytes(id: string, split: 'train' | 'test', part: 'images' | 'labels'): Uint8Array {
    const found = this.#connection.read(() => this.#parts.get(id));
    if (found === undefined) throw new UserError('dataset.unknown', { dataset: id });
    const blob = found[`${split}${part === 'images' ? 'Images' : 'Labels'}`];
    try {
      return this.#blobs.read(blob);
    } catch (cause) {
      if (!(cause instanceof UserError) || !UNREADABLE.has(cause.code)) throw cause;
      // Enough to find it by, and no word of 64 letters.
      const file = `blobs/${blob.slice(0, 12)}…`;
      throw new UserError('dataset.damaged', { name: found.name, file }, { cause });
    }
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

  /**
   * Removes for good what was deleted before `time` (milliseconds since 1970), and what has waited too long to be kept. Returns
   * how many; `blobs.collect` frees their bytes.
   */
  purge(time: number): number {
    const forgotten = Date.now() - STAGED_MS;
    return this.#connection.write(() => this.#purge.run(time, forgotten).changes);
  }

  #change(id: string, write: () => number): void {
    this.#connection.write(() => {
      if (write() === 0) throw new UserError('dataset.unknown', { dataset: id });
    });
  }
}

/** By content: 16 hexadecimal digits. */
function idOf(classNames: string, blobs: BlobNames): string {
  const { trainImages, trainLabels, testImages, testLabels } = blobs;
  return createHash('sha256')
    .update([classNames, trainImages, trainLabels, testImages, testLabels].join('\n'))
    .digest('hex')
    .slice(0, 16);
}

function toInfo({ classNames, source, ...row }: InfoRow): DatasetInfo {
  return {
    ...row,
    classNames: JSON.parse(classNames) as string[],
    source: JSON.parse(source) as DatasetSource,
  };
}
