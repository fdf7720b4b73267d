import { SqliteError } from 'better-sqlite3';
import { UserError, type ErrorCode } from '../core/errors';

/** What SQLite's result codes mean to a person, by the beginning of the (extended) code's name. */
const sqliteCodes: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_BUSY', 'library.busy'],
  ['SQLITE_LOCKED', 'library.busy'],
  ['SQLITE_PROTOCOL', 'library.busy'],
  ['SQLITE_FULL', 'library.full'],
  ['SQLITE_IOERR', 'library.disk'],
  ['SQLITE_CORRUPT', 'library.damaged'],
  ['SQLITE_NOTADB', 'library.damaged'],
  ['SQLITE_READONLY', 'library.folder'],
  ['SQLITE_CANTOPEN', 'library.folder'],
];

/** The same for the operating system's errors. EFBIG: a limit on the size of files stops the writing, as a full disk does. */
const systemCodes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'library.full',
  EDQUOT: 'library.full',
  EFBIG: 'library.full',
  EIO: 'library.disk',
  EACCES: 'library.folder',
  EPERM: 'library.folder',
  EROFS: 'library.folder',
  ENOTDIR: 'library.folder',
  EEXIST: 'library.folder',
};

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;

/** Runs `work`; what SQLite or the disk refuses comes out as a sentence about the library in `folder`, anything else as it was. */
export function inPlainWords<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof SqliteError || isSystemError(error) ? error.code : undefined;
    if (reason === undefined) throw error;
    const code =
      error instanceof SqliteError
        ? sqliteCodes.find(([prefix]) => reason.startsWith(prefix))?.[1]
        : systemCodes[reason];
    if (code === undefined) throw error;
    throw new UserError(code, { folder, reason }, { cause: error });
  }
}

/** A file that a person asked for and that could not be written, the disk being full or for another reason. */
export function unwritable(file: string, cause: unknown): UserError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return systemCodes[code ?? ''] === 'library.full'
    ? new UserError('file.full', { file }, { cause })
    : new UserError('file.unwritable', { file, reason: message }, { cause });
}

export const isBusy = (error: unknown) =>
  error instanceof UserError && error.code === 'library.busy';

/**
 * Runs `work` until no other process is in its way: how main uses the library, which answers 'library.busy' at once there.
 * @throws UserError 'library.busy' when it stayed busy for `patienceMs`.
 */
export async function retryWhileBusy<T>(work: () => T, patienceMs = 10_000): Promise<T> {
  const giveUp = performance.now() + patienceMs;
  for (let delayMs = 2; ; delayMs = Math.min(100, delayMs * 2)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUp) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
