import { unzipSync, type Unzipped } from 'fflate';
import { UserError } from '../core/errors';
import { isLeftover, MOST_BYTES, MOST_FILES, type FileEntry, type FileSet } from './import-files';

/** Entries unpacked at a time: many enough that going through the directory costs little, few enough for the memory. */
const BATCH = 512;
const BATCH_BYTES = 64_000_000;
/** Of all entries together: pictures of a million digits are smaller. */
const MOST_UNPACKED = 8_000_000_000;

/**
 * What lies in a zip file. Sizes are those its directory gives: no entry is unpacked beyond its own, and none that claims to
 * be larger than any data set's file.
 * @throws UserError 'import.zip' | 'import.nothing' | 'import.tooManyFiles' | 'import.tooLarge'
 */
export function openZip(name: string, where: string, zip: Uint8Array): FileSet {
  const found: FileEntry[] = [];
  let seen = 0;
  let bytes = 0;
  unzip(zip, where, ({ name: path, originalSize: size }) => {
    // A damaged directory may claim any number of entries.
    if (++seen > MOST_FILES)
      throw new UserError('import.tooManyFiles', { where, most: MOST_FILES });
    if (!path.endsWith('/') && !isLeftover(path)) found.push({ path, size });
    bytes += size;
    return false;
  });
  if (found.length === 0) throw new UserError('import.nothing', { where });
  if (bytes > MOST_UNPACKED) {
    throw new UserError('import.tooLarge', { where, most: MOST_UNPACKED / 1e6 });
  }
  const folder = commonFolder(found);
  return {
    name,
    entries: found.map(({ path, size }) => ({ path: path.slice(folder.length), size })),
    async *read(entries) {
      for (const batch of batches(entries)) {
        // Lets a wish to stop in.
        await new Promise((resolve) => setImmediate(resolve));
        const names = new Set(batch.map(({ path }) => folder + path));
        const unpacked = unzip(
          zip,
          where,
          (file) => names.has(file.name) && file.originalSize <= MOST_BYTES,
        );
        for (const entry of batch) yield { entry, bytes: unpacked[folder + entry.path] ?? null };
      }
    },
  };
}

type Filter = (file: { name: string; originalSize: number }) => boolean;

function unzip(zip: Uint8Array, where: string, filter: Filter): Unzipped {
  try {
    return unzipSync(zip, { filter });
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError('import.zip', { where }, { cause });
  }
}

/** Zip files are often made of one folder, whose name says nothing: 'digits/' or ''. */
function commonFolder([first, ...others]: readonly FileEntry[]): string {
  const folder = /^[^/]+\//.exec(first?.path ?? '')?.[0] ?? '';
  return others.length > 0 && others.every(({ path }) => path.startsWith(folder)) ? folder : '';
}

function* batches(entries: readonly FileEntry[]): Generator<FileEntry[]> {
  let batch: FileEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (batch.length > 0 && (batch.length === BATCH || bytes + entry.size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += entry.size;
  }
  if (batch.length > 0) yield batch;
}
