import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { strToU8, strFromU8, unzipSync, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { z } from 'zod';
import { UserError } from '../core/errors';
import { decodeTensors } from '../core/network/safetensors';
import { archivedRunSchema, blobsOf, tensorBlobsOf, type ArchivedRun } from './archived-run';
import { unwritable } from './errors';

// One run in one file: a zip with a header that says what it is, the run's rows as JSON, and its blobs, each named by the SHA-256
// of its bytes. The header holds the SHA-256 of the rows. Numbers do not get smaller by compression, so blobs are only stored.

const HEADER = 'inkling-run.json';
const ROWS = 'run.json';
const BLOBS = 'blobs/';
const FORMAT = 'inkling-run';
const VERSION = 1;
/** More than the longest run's rows; what says it unpacks to more is not one of ours. */
const ROWS_BYTES_MOST = 2 ** 28;

const headerSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int().min(1),
  sha256: z.string(),
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Writes a run's file; one that was there before is replaced only once the new one is whole.
 * @param blob the bytes behind a name, one blob in memory at a time
 * @param pause called between blobs; what it throws ends the writing and leaves no file
 * @throws UserError 'file.unwritable' or 'file.full'
 */
export async function writeRunFile(
  file: string,
  archived: ArchivedRun,
  blob: (name: string) => Uint8Array,
  pause: () => Promise<void>,
): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  const descriptor = opened(unfinished, file);
  try {
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      writeTo(descriptor, chunk, file);
    });
    const rows = strToU8(JSON.stringify(archived));
    const header = { format: FORMAT, version: VERSION, sha256: sha256(rows) };
    addTo(zip, new ZipPassThrough(HEADER), strToU8(JSON.stringify(header)));
    addTo(zip, new ZipDeflate(ROWS), rows);
    for (const name of blobsOf(archived)) {
      addTo(zip, new ZipPassThrough(BLOBS + name), blob(name));
      await pause();
    }
    zip.end();
    fsyncSync(descriptor);
  } catch (error) {
    closeSync(descriptor);
    rmSync(unfinished, { force: true });
    throw error;
  }
  closeSync(descriptor);
  try {
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw unwritable(file, error);
  }
}

/** A run's file with everything in it checked: form, hashes, the tensors' own format. */
export interface RunFile {
  readonly archived: ArchivedRun;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads a run's file.
 * @throws UserError 'file.unreadable' | 'runFile.foreign' | 'runFile.newer' | 'runFile.damaged' | 'runFile.invalid', or naming
 * what is wrong with a tensor
 */
export function readRunFile(file: string): RunFile {
  const entries = unzipped(file);
  const archived = readRows(file, entries);
  const blobs = new Map(
    blobsOf(archived).map((name) => {
      const bytes = entries[BLOBS + name];
      if (bytes === undefined || sha256(bytes) !== name) {
        throw new UserError('runFile.damaged', { file, part: BLOBS + name });
      }
      return [name, bytes];
    }),
  );
  for (const name of tensorBlobsOf(archived)) {
    decodeTensors(blobs.get(name)!, `${file}, ${BLOBS}${name}`);
  }
  return { archived, blobs };
}

function readRows(file: string, entries: Readonly<Record<string, Uint8Array>>): ArchivedRun {
  const { [HEADER]: head, [ROWS]: rows } = entries;
  const header = headerSchema.safeParse(head && parsedJson(head));
  if (!header.success) throw new UserError('runFile.foreign', { file });
  const { version } = header.data;
  if (version > VERSION)
    throw new UserError('runFile.newer', { file, got: version, known: VERSION });
  if (rows === undefined || sha256(rows) !== header.data.sha256) {
    throw new UserError('runFile.damaged', { file, part: ROWS });
  }
  const archived = archivedRunSchema.safeParse(parsedJson(rows));
  if (archived.success) return archived.data;
  const { path, message } = archived.error.issues[0]!;
  throw new UserError('runFile.invalid', { file, where: path.join('.'), problem: message });
}

function unzipped(file: string): Record<string, Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UserError(
      'file.unreadable',
      { file, reason: (error as Error).message },
      { cause: error },
    );
  }
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize, compression }) =>
        name === ROWS ? originalSize <= ROWS_BYTES_MOST : compression === 0,
    });
  } catch (error) {
    throw new UserError('runFile.foreign', { file }, { cause: error });
  }
}

/** undefined where it is none. */
function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes));
  } catch {
    return undefined;
  }
}

function addTo(zip: Zip, entry: ZipPassThrough | ZipDeflate, bytes: Uint8Array): void {
  zip.add(entry);
  entry.push(bytes, true);
}

function opened(unfinished: string, file: string): number {
  try {
    return openSync(unfinished, 'w');
  } catch (error) {
    throw unwritable(file, error);
  }
}

function writeTo(descriptor: number, chunk: Uint8Array, file: string): void {
  try {
    for (let written = 0; written < chunk.length;) {
      written += writeSync(descriptor, chunk, written);
    }
  } catch (error) {
    throw unwritable(file, error);
  }
}
