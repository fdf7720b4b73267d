import type { Statement } from 'better-sqlite3';
import type { RunId } from '../core/metrics/run';
import type { Certificate } from '../core/onnx/certificate';
import type { Blobs } from './blobs';
import type { Connection } from './connection';

/** A run's exported ONNX file. */
export interface ModelExport {
  readonly run: RunId;
  /** SHA-256 of the file: the name of its blob. */
  readonly blob: string;
  readonly certificate: Certificate;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}
type ModelRow = Omit<ModelExport, 'certificate'> & { certificate: string };

const COLUMNS = 'run, blob, certificate, created_at AS createdAt';
const loaded = (row: ModelRow): ModelExport => ({
  ...row,
  certificate: JSON.parse(row.certificate) as Certificate,
});

/** Certified ONNX files, at most one a run. */
export class Models {
  readonly #connection: Connection;
  readonly #blobs: Blobs;
  readonly #get: Statement<[RunId], ModelRow>;
  readonly #list: Statement<[], ModelRow>;
  readonly #put: Statement<[RunId, string, string, number]>;

  constructor(connection: Connection, blobs: Blobs) {
    this.#connection = connection;
    this.#blobs = blobs;
    this.#get = connection.prepare(`SELECT ${COLUMNS} FROM models WHERE run = ?`);
    this.#list = connection.prepare(
      `SELECT ${COLUMNS} FROM models
       WHERE run IN (SELECT id FROM runs WHERE deleted_at IS NULL) ORDER BY created_at DESC`,
    );
    this.#put = connection.prepare(
      'INSERT OR REPLACE INTO models (run, blob, certificate, created_at) VALUES (?, ?, ?, ?)',
    );
  }

  /** null while the run has not been exported. */
  get(run: RunId): ModelExport | null {
    const row = this.#connection.read(() => this.#get.get(run));
    return row === undefined ? null : loaded(row);
  }

  /** Newest first, without those of deleted runs. */
  list(): ModelExport[] {
    return this.#connection.read(() => this.#list.all().map(loaded));
  }

  /** Keeps a run's ONNX file in place of an earlier one. Returns its SHA-256. */
  put(run: RunId, onnx: Uint8Array, certificate: Certificate): string {
    const before = this.get(run);
    const blob = this.#blobs.keep([onnx], ([name]) => {
      this.#put.run(run, name!, JSON.stringify(certificate), Date.now());
      return name!;
    });
    if (before !== null && before.blob !== blob) this.#blobs.removeUnused([before.blob]);
    return blob;
  }
}
