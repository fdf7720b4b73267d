import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkFolder } from '../../scripts/setup/link.mjs';
import { firstMissingPackage } from '../../scripts/setup/packages.mjs';
import { temporaryFolder } from './folders';

interface Entry {
  version: string;
  integrity?: string;
  optional?: boolean;
}

/** A checkout whose lockfile names `wanted` and whose node_modules holds `installed`. */
function checkout(wanted: Record<string, Entry>, installed?: Record<string, Entry>): string {
  const folder = temporaryFolder();
  const lock = { packages: { '': { name: 'p' }, ...wanted } };
  fs.writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
  if (installed === undefined) return folder;
  for (const name of Object.keys(installed)) {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
  }
  fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: installed }),
  );
  return folder;
}

describe('the npm packages', () => {
  const a = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

  test('are complete when node_modules holds the lockfile', () => {
    expect(firstMissingPackage(checkout(a, a))).toBeUndefined();
  });

  test('may lack an optional one, which is for another platform', () => {
    const windowsOnly = { 'node_modules/b-win32': { version: '1.0.0', optional: true } };
    expect(firstMissingPackage(checkout({ ...a, ...windowsOnly }, a))).toBeUndefined();
  });

  test.each<[string, Record<string, Entry> | undefined, string]>([
    ['nothing', undefined, 'none installed yet'],
    ['another package', { 'node_modules/b': { version: '1.0.0' } }, 'node_modules/a is missing'],
    [
      'another version',
      { 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } },
      'node_modules/a should be 1.0.0',
    ],
    [
      'other content',
      { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } },
      'node_modules/a should be 1.0.0',
    ],
  ])('are incomplete when node_modules holds %s', (_, installed, why) => {
    expect(firstMissingPackage(checkout(a, installed))).toBe(why);
  });

  test('are incomplete when a folder was removed by hand', () => {
    const folder = checkout(a, a);
    fs.rmdirSync(path.join(folder, 'node_modules', 'a'));
    expect(firstMissingPackage(folder)).toBe('node_modules/a is gone');
  });
});

describe('a link into the cache', () => {
  test.each<[string, (link: string, folder: string) => void]>([
    ['nothing', () => undefined],
    [
      'a folder with files',
      (link) => {
        fs.mkdirSync(path.join(link, 'sub'), { recursive: true });
      },
    ],
    [
      'a link to another folder',
      (link, folder) => {
        fs.symlinkSync(path.dirname(folder), link);
      },
    ],
    [
      'a link to nowhere',
      (link) => {
        fs.symlinkSync('/no/such/folder', link);
      },
    ],
    [
      'the same link',
      (link, folder) => {
        fs.symlinkSync(folder, link);
      },
    ],
  ])('takes the place of %s', (_, before) => {
    const base = temporaryFolder();
    const folder = path.join(base, 'cache');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'file'), 'abc');
    const link = path.join(base, 'link');
    before(link, folder);
    linkFolder(folder, link);
    expect(fs.readlinkSync(link)).toBe(folder);
    expect(fs.readFileSync(path.join(link, 'file'), 'utf8')).toBe('abc');
  });
});
