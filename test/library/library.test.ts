import Database from 'better-sqlite3';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors';
import { isBusy, retryWhileBusy } from '../../src/library/errors';
import { Library } from '../../src/library/library';
import { codeOf, later, openLibrary, temporaryFolder } from './support/training';

const sqliteOf = (folder: string) => {
  const database = new Database(join(folder, 'library.sqlite'), { timeout: 0 });
  later(() => database.close());
  return database;
};
const opening = (folder: string, patienceMs?: number) =>
  Library.open(folder, { role: 'worker', ...(patienceMs === undefined ? {} : { patienceMs }) });

describe('what is opened', () => {
  it('is a new library where there is none, with the folders to it', async () => {
    const library = await openLibrary(join(temporaryFolder(), 'a', 'b'));
    expect(library.runs.list()).toEqual([]);
    expect(readdirSync(library.folder)).toContain('library.sqlite');
  });

  it('is durable: a write-ahead log', async () => {
    const { folder } = await openLibrary();
    expect(sqliteOf(folder).pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('refuses a library that a newer app has made', async () => {
    const folder = temporaryFolder();
    (await opening(folder)).close();
    sqliteOf(folder).pragma('user_version = 999');
    await expect(opening(folder)).rejects.toMatchObject({
      code: 'library.newer',
      params: { folder, found: 999 },
    });
  });

  it("refuses another program's database, and leaves it as it is", async () => {
    const folder = temporaryFolder();
    const theirs = sqliteOf(folder);
    theirs.exec('CREATE TABLE theirs (a)');
    await expect(opening(folder)).rejects.toMatchObject({ code: 'library.foreign' });
    expect(theirs.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['theirs']);
  });

  it('refuses a file that is no database', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'library.sqlite'), 'digits '.repeat(1000));
    await expect(opening(folder)).rejects.toMatchObject({ code: 'library.damaged' });
  });

  it('refuses a folder that is a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(opening(file)).rejects.toMatchObject({ code: 'library.folder' });
    await expect(opening(join(file, 'below'))).rejects.toMatchObject({ code: 'library.folder' });
  });

  it('is not migrated while another process has it open', async () => {
    const folder = temporaryFolder();
    const older = sqliteOf(folder); // version 0: what the next version will see of this one
    older.pragma('journal_mode = WAL');
    older.prepare('SELECT count(*) FROM sqlite_schema').get();
    await expect(opening(folder, 50)).rejects.toMatchObject({ code: 'library.busy' });
    expect(older.pragma('user_version', { simple: true })).toBe(0);
    older.close();
    (await opening(folder, 50)).close();
    expect(sqliteOf(folder).pragma('user_version', { simple: true })).toBeGreaterThan(0);
  });
});

describe('a window', () => {
  it('is told at once that another process writes, and tries again until it has finished', async () => {
    const library = await openLibrary(temporaryFolder(), { role: 'main' });
    const writer = sqliteOf(library.folder);
    writer.exec('BEGIN IMMEDIATE');
    const write = () => {
      library.settings.set('theme', 'dark');
    };
    expect(codeOf(write)).toBe('library.busy');
    expect(library.settings.get('theme')).toBeUndefined(); // reading goes on meanwhile

    let settled = false;
    const retried = retryWhileBusy(write).then(() => (settled = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(settled).toBe(false);
    writer.exec('COMMIT');
    await retried;
    expect(library.settings.get('theme')).toBe('dark');
  });

  it('gives up after its patience, and never tries again for another reason', async () => {
    const library = await openLibrary(temporaryFolder(), { role: 'main' });
    sqliteOf(library.folder).exec('BEGIN IMMEDIATE');
    const write = () => {
      library.settings.set('theme', 'dark');
    };
    await expect(retryWhileBusy(write, 20)).rejects.toSatisfy(isBusy);

    let tries = 0;
    const fail = () => {
      tries++;
      throw new UserError('run.unknown', { run: 'x' });
    };
    await expect(retryWhileBusy(fail)).rejects.toMatchObject({ code: 'run.unknown' });
    expect(tries).toBe(1);
  });

  it('opens while another process writes', async () => {
    const folder = temporaryFolder();
    (await opening(folder)).close();
    sqliteOf(folder).exec('BEGIN IMMEDIATE');
    const library = await openLibrary(folder, { role: 'main' });
    expect(library.runs.list()).toEqual([]);
  });
});

describe('settings', () => {
  it('keep JSON under a key, over a restart', async () => {
    const folder = temporaryFolder();
    const library = await opening(folder);
    library.settings.set('speed', { imagesPerSecond: 240_000.5, cpu: 'x' });
    library.settings.set('gone', 1);
    library.settings.set('gone', 2);
    expect(library.settings.get('gone')).toBe(2);
    library.settings.remove('gone');
    library.close();

    const again = await openLibrary(folder);
    expect(again.settings.get('speed')).toEqual({ imagesPerSecond: 240_000.5, cpu: 'x' });
    expect(again.settings.get('gone')).toBeUndefined();
  });
});
