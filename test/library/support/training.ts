import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { UserError } from '../../../src/core/errors';
import type { Evaluation } from '../../../src/core/metrics/types';
import { Library, type LibraryOptions } from '../../../src/library/library';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});
export const later = (cleanUp: () => void) => cleanUps.push(cleanUp);

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-library-'));
  later(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A library that is closed after the test. */
export async function openLibrary(
  folder = temporaryFolder(),
  options: LibraryOptions = { role: 'worker' },
): Promise<Library> {
  const library = await Library.open(folder, options);
  later(() => {
    library.close();
  });
  return library;
}

export const evaluation: Evaluation = {
  examples: 10,
  correct: 9,
  accuracy: 0.9,
  loss: 0.25,
  confusion: [4, 1, 0, 5],
};

/** The code of the UserError that `work` throws. */
export function codeOf(work: () => unknown): UserError['code'] {
  try {
    work();
  } catch (error) {
    return (error as UserError).code;
  }
  throw new Error('nothing was thrown');
}
