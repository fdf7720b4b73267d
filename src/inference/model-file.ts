import { readFile } from 'node:fs/promises';
import { UserError } from '../core/errors';

/** @throws UserError `file.unreadable` when the system does not give the file. */
export async function readModelFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('file.unreadable', { file, reason }, { cause });
  }
}
