import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../core/errors';
import { openZip } from './import-zip';

/** More files than any data set has; a folder chosen by mistake is noticed here. */
export const MOST_FILES = 1_000_000;
const DEEPEST = 8;
/** Largest file that is read whole, in bytes: EMNIST's largest has 547 MB. */
export const MOST_BYTES = 1_200_000_000;

export interface FileEntry {
  /** With '/' between folders, below what was chosen. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** What a person chose to import: files, a folder, or what lies in a zip file. */
export interface FileSet {
  /** Of the folder or file, for people. */
  readonly name: string;
  readonly entries: readonly FileEntry[];
  /** The bytes of some of the entries, in order; null for one that cannot be read. */
  read(
    entries: readonly FileEntry[],
  ): AsyncGenerator<{ entry: FileEntry; bytes: Uint8Array | null }>;
}

/** Opens what lies at `paths`. @throws UserError naming the first that cannot be read, or is none of these */
export async function openFiles(paths: readonly string[]): Promise<FileSet> {
  const [first] = paths;
  if (first === undefined) throw new UserError('import.nothing', { where: '–' });
  if (paths.length === 1 && /\.zip$/i.test(first)) {
    const bytes = await readWhole(first);
    return openZip(basename(first).replace(/\.zip$/i, ''), first, bytes);
  }
  const files = new Map<string, { entry: FileEntry; file: string }>();
  for (const path of paths) {
    await walk(path, paths.length === 1 ? '' : basename(path), 0, files);
  }
  if (files.size === 0) throw new UserError('import.nothing', { where: first });
  return {
    name: basename(first),
    entries: [...files.values()].map(({ entry }) => entry),
    async *read(entries) {
      for (const entry of entries) {
        yield { entry, bytes: await readOrNull(files.get(entry.path)!.file) };
      }
    },
  };
}

/** Hidden files and what systems leave beside people's own are no data. */
export function isLeftover(path: string): boolean {
  return path
    .split('/')
    .some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'Thumbs.db');
}

async function walk(
  file: string,
  path: string,
  depth: number,
  found: Map<string, { entry: FileEntry; file: string }>,
): Promise<void> {
  const stats = await stat(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  if (stats.isFile()) {
    const name = path === '' ? basename(file) : path;
    found.set(name, { entry: { path: name, size: stats.size }, file });
    if (found.size > MOST_FILES) {
      throw new UserError('import.tooManyFiles', { where: file, most: MOST_FILES });
    }
  } else if (stats.isDirectory() && depth < DEEPEST) {
    const children = await readdir(file, { withFileTypes: true }).catch((cause: unknown) => {
      throw unreadable(file, cause);
    });
    // Links are not followed: they may lead anywhere, also back.
    const kept = children.filter((child) => !child.isSymbolicLink() && !isLeftover(child.name));
    for (const { name } of kept.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      await walk(join(file, name), path === '' ? name : `${path}/${name}`, depth + 1, found);
    }
  }
}

async function readWhole(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) {
      throw new UserError('import.tooLarge', { where: file, most: MOST_BYTES / 1e6 });
    }
    return await readFile(file);
  } catch (cause) {
    throw cause instanceof UserError ? cause : unreadable(file, cause);
  }
}

async function readOrNull(file: string): Promise<Uint8Array | null> {
  try {
    return await readWhole(file);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function unreadable(file: string, cause: unknown): UserError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new UserError('file.unreadable', { file, reason: code ?? message }, { cause });
}
