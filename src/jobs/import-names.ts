import { strFromU8 } from 'fflate';
import type { FileEntry, FileSet } from './import-files';
import { classNameOf } from './import-format';

/** More than any list of names has, in bytes. */
const LARGEST = 100_000;

/** EMNIST's `…-mapping.txt`, or a list such as `class-names.txt`, `labels.txt`, `classes.txt`. */
export function classNamesFile({ path }: FileEntry): boolean {
  return /(mapping|class[-_ ]?names?|classes|labels)\.txt$/i.test(path);
}

/** EMNIST was written by a program that counts columns first (Cohen et al. 2017): its images lie on their side, mirrored. */
export function isEmnist(path: string): boolean {
  return /emnist/i.test(path);
}

/**
 * What the classes are called, by label, where a file says so: lines of 'label code code …', codes being those of characters
 * (EMNIST's), or one name a line for 0, 1 and so on. null: no such file, or it cannot be understood.
 */
export async function readClassNames(files: FileSet): Promise<Map<number, string> | null> {
  const wanted = files.entries.filter((entry) => classNamesFile(entry) && entry.size <= LARGEST);
  for await (const { bytes } of files.read(wanted.slice(0, 1))) {
    if (bytes === null) return null;
    const lines = strFromU8(bytes)
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const names = lines.every((line) => /^\d+(\s+\d+)+$/.test(line))
      ? lines.map((line) => mapped(line.split(/\s+/).map(Number)))
      : lines.map((line, label) => [label, classNameOf(line)] as const);
    const distinct = new Set(names.map(([, name]) => name));
    if (names.length === 0 || distinct.has('') || distinct.size < names.length) return null;
    return new Map(names);
  }
  return null;
}

function mapped([label, ...codes]: readonly number[]): readonly [number, string] {
  const known = codes.filter((code) => code > 32 && code <= 0x10ffff);
  return [label!, classNameOf(String.fromCodePoint(...known))];
}
