import { readFileSync, truncateSync, writeFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { UserError } from '../../src/core/errors';
import type { RunId } from '../../src/core/metrics/run';
import { runColumns, runTableNames, runTables } from '../../src/library/archived-run';
import { sha256 } from '../../src/library/blobs';
import type { Library } from '../../src/library/library';
import { readRunFile, writeRunFile } from '../../src/library/run-file';
import { newRun, train } from './support/deterministic-run';
import { codeOf, evaluation, later, openLibrary, temporaryFolder } from './support/training';

const noPause = () => Promise.resolve();
const save = (library: Library, run: RunId, file: string) =>
  writeRunFile(file, library.archive.read(run), (name) => library.blobs.read(name), noPause);
function open(library: Library, file: string) {
  const { archived, blobs } = readRunFile(file);
  return library.archive.add(archived, blobs, file);
}
/** A run up to a step, with something in every table. */
function run(library: Library, to = 120): RunId {
  const writer = library.startRun(newRun);
  train(writer, 0, 30);
  writer.change({ step: 30, learningRate: 0.005 });
  train(writer, 30, to);
  if (to === 120) {
    writer.finish(evaluation);
    const examples = { examples: 10, sameClass: 10, disagreements: 0 };
    library.models.put(writer.run, strToU8('an ONNX file'), {
      ...examples,
      largestDifference: 1e-7,
      accuracy: 0.9,
    });
  } else writer.stop();
  library.annotations.setTitle(writer.run, 'A title');
  library.annotations.setNotes(writer.run, 'Notes\nin 两 lines');
  library.annotations.setTags(writer.run, ['one', 'two']);
  return writer.run;
}
/** All there is to see of a run. */
const everything = (library: Library, id: RunId) => ({
  run: library.runs.get(id),
  intervals: library.metrics.since(id, 0),
  epochs: library.metrics.epochs(id),
  weights: library.checkpoints.weights(id),
  evaluation: library.evaluations.get(id),
  model: library.models.get(id),
  changes: library.changes.of(id),
  looks: library.testLooks.countOf(id),
  fingerprint: library.fingerprint(id),
});

describe('a run that goes out and in', () => {
  it.each([120, 40])('is the same on the other side, in everything (step %i)', async (to) => {
    const here = await openLibrary();
    const there = await openLibrary();
    const id = run(here, to);
    const file = join(temporaryFolder(), 'a.inkling-run');
    await save(here, id, file);
    expect(open(there, file)).toEqual({ run: id, outcome: 'new' });
    expect(everything(there, id)).toEqual(everything(here, id));
    expect(there.testLooks.count('mnist')).toBe(here.testLooks.count('mnist'));
    expect(there.blobs.collect()).toBe(0);
  });

  it('goes on there as it would have here, to the same bits', async () => {
    const here = await openLibrary();
    const there = await openLibrary();
    const id = run(here, 40);
    const file = join(temporaryFolder(), 'a.inkling-run');
    await save(here, id, file);
    open(there, file);
    for (const library of [here, there]) {
      const { writer, checkpoint } = library.resumeRun(id);
      expect(checkpoint?.step).toBe(40);
      train(writer, 40, 120);
      writer.finish(evaluation);
    }
    expect(there.fingerprint(id)).toEqual(here.fingerprint(id));
  });

  it('leaves no table and no column of the library behind', async () => {
    const { folder } = await openLibrary();
    const database = new Database(join(folder, 'library.sqlite'), { readonly: true });
    later(() => database.close());
    const columnsOf = (table: string) =>
      database.pragma(`table_info(${table})`) as { name: string; pk: number; type: string }[];
    const tables = database
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all();
    const ofRuns = tables.filter((table) => columnsOf(table).some(({ name }) => name === 'run'));
    // Who trains it is a matter of this computer.
    expect([...runTableNames, 'leases'].sort()).toEqual(ofRuns.sort());
    for (const table of runTableNames) {
      const columns = columnsOf(table).map(({ name }) => name);
      const kept = [...Object.keys(runTables[table].shape), 'run'];
      expect(columns.filter((name) => name !== 'id').sort()).toEqual(kept.sort());
    }
    const own = columnsOf('runs').map(({ name }) => name);
    const kept = [...Object.keys(runColumns.shape), 'deleted_at', 'origin'];
    expect(own.sort()).toEqual(kept.sort());
  });

  it('that has not come to its first checkpoint goes too', async () => {
    const here = await openLibrary();
    const there = await openLibrary();
    const writer = here.startRun(newRun);
    writer.stop();
    const file = join(temporaryFolder(), 'a.inkling-run');
    await save(here, writer.run, file);
    expect(open(there, file).outcome).toBe('new');
    expect(open(there, file).outcome).toBe('known');
    expect(there.runs.get(writer.run)).toEqual(here.runs.get(writer.run));
  });

  it('is not taken out while it is being trained', async () => {
    const library = await openLibrary();
    const { run } = library.startRun(newRun);
    expect(codeOf(() => library.archive.read(run))).toBe('run.inUse');
    expect(codeOf(() => library.archive.read('none' as RunId))).toBe('run.unknown');
  });
});

describe('a run that comes twice', () => {
  it('is recognised, and what was written beside it here stays', async () => {
    const library = await openLibrary();
    const id = run(library);
    const file = join(temporaryFolder(), 'a.inkling-run');
    await save(library, id, file);
    library.annotations.setNotes(id, 'Newer notes');
    expect(open(library, file)).toEqual({ run: id, outcome: 'known' });
    expect(library.runs.get(id).notes).toBe('Newer notes');

    library.runs.delete(id);
    expect(open(library, file)).toEqual({ run: id, outcome: 'restored' });
    expect(library.runs.list().map((r) => r.id)).toEqual([id]);
  });

  it('beside one that has gone on is kept as a copy, once', async () => {
    const library = await openLibrary();
    const id = run(library, 40);
    const file = join(temporaryFolder(), 'a.inkling-run');
    await save(library, id, file);
    const early = library.fingerprint(id);
    const { writer } = library.resumeRun(id);
    train(writer, 40, 60);
    writer.stop();
    const later = library.fingerprint(id);

    const copy = open(library, file);
    expect(copy.outcome).toBe('copy');
    expect(copy.run).not.toBe(id);
    expect(library.fingerprint(copy.run)).toEqual(early);
    expect(library.fingerprint(id)).toEqual(later);
    expect(open(library, file)).toEqual({ run: copy.run, outcome: 'known' });
    expect(library.runs.list()).toHaveLength(2);
  });
});

describe('a file that is not what it says', () => {
  const damage: Readonly<Record<string, [UserError['code'], (file: string) => void]>> = {
    'is no zip': ['runFile.foreign', (file) => { writeFileSync(file, 'a letter'); }],
    'is empty': ['runFile.foreign', (file) => { truncateSync(file); }],
    'ends too early': ['runFile.foreign', (file) => { truncateSync(file, 900); }],
    'is another zip': ['runFile.foreign', (file) => { writeFileSync(file, zipSync({ 'a.txt': strToU8('a') })); }],
    'is of a newer format': ['runFile.newer', (file) => { rezip(file, 'inkling-run.json', (json) => json.replace('"version":1', '"version":2')); }],
    'says something else of itself': ['runFile.foreign', (file) => { rezip(file, 'inkling-run.json', (json) => json.replace('inkling-run', 'other')); }],
    'has other rows': ['runFile.damaged', (file) => { rezip(file, 'run.json', (json) => json.replace('0.01', '0.02')); }],
    'misses a blob': ['runFile.damaged', (file) => { rezip(file, 'blobs/', () => null); }],
    'has another blob': ['runFile.damaged', (file) => { rezip(file, 'blobs/', (text) => `x${text}`); }],
    'has a row that is none': ['runFile.invalid', (file) => { resign(file, (json) => json.replace('"step":10', '"step":-10')); }],
    'has a recipe that is none': ['runFile.invalid', (file) => { resign(file, (json) => json.replace('sgd', 'magic')); }],
    'has a column nobody knows': ['runFile.invalid', (file) => { resign(file, (json) => json.replace('"status"', '"state":1,"status"')); }],
    'came to something else than it says': ['runFile.fingerprint', (file) => { resign(file, (json) => json.replace(/"accuracy":0\.7\d+/, '"accuracy":0.5')); }],
  }; // prettier-ignore

  test.each(Object.entries(damage))(
    '%s: is refused, and nothing is taken',
    async (_, [code, spoil]) => {
      const here = await openLibrary();
      const there = await openLibrary();
      const kept = run(there, 40);
      const before = everything(there, kept);
      const file = join(temporaryFolder(), 'a.inkling-run');
      await save(here, run(here), file);
      spoil(file);
      expect(codeOf(() => open(there, file))).toBe(code);
      expect(there.runs.list().map(({ id }) => id)).toEqual([kept]);
      expect(everything(there, kept)).toEqual(before);
      expect(there.blobs.collect()).toBe(0);
    },
  );

  test('in any one byte is refused or gives the same run', async () => {
    const here = await openLibrary();
    const id = run(here);
    const file = join(temporaryFolder(), 'a.inkling-run');
    await save(here, id, file);
    const whole = readFileSync(file);
    const { archived } = readRunFile(file);
    const spoilt = join(temporaryFolder(), 'b.inkling-run');
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Uint8Array.from(whole);
        bytes[at]! ^= by;
        writeFileSync(spoilt, bytes);
        let read;
        try {
          read = readRunFile(spoilt);
        } catch (error) {
          expect((error as UserError).code).toMatch(/^runFile\./);
          return;
        }
        expect(read.archived).toEqual(archived);
      }),
      { numRuns: 300 },
    );
  });

  test('that is not there is named', () => {
    expect(codeOf(() => readRunFile('/nowhere/a.inkling-run'))).toBe('file.unreadable');
  });
});

describe('writing', () => {
  it('leaves nothing half done, and the file that was there as it was', async () => {
    const library = await openLibrary();
    const id = run(library);
    const folder = temporaryFolder();
    const file = join(folder, 'a.inkling-run');
    writeFileSync(file, 'an earlier one');
    const stopped = new Error('stop');
    await expect(
      writeRunFile(
        file,
        library.archive.read(id),
        (name) => library.blobs.read(name),
        () => Promise.reject(stopped),
      ),
    ).rejects.toBe(stopped);
    expect(readFileSync(file, 'utf8')).toBe('an earlier one');
    expect(readdirSync(folder)).toEqual(['a.inkling-run']);
    await expect(save(library, id, join(folder, 'none', 'a.inkling-run'))).rejects.toMatchObject({
      code: 'file.unwritable',
    });
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});

/** Changes the first entry whose name begins so; null takes it out. */
function rezip(file: string, name: string, change: (text: string) => string | null): void {
  const entries = unzipSync(readFileSync(file));
  const found = Object.keys(entries).find((entry) => entry.startsWith(name))!;
  const changed = change(strFromU8(entries[found]!, true));
  const others = Object.entries(entries).filter(([entry]) => entry !== found);
  const all = changed === null ? others : [...others, [found, strToU8(changed, true)] as const];
  writeFileSync(file, zipSync(Object.fromEntries(all), { level: 0 }));
}

/** Changes the rows, and the hash that vouches for them: what only an ill-meaning program does. */
function resign(file: string, change: (json: string) => string): void {
  let rows = '';
  rezip(file, 'run.json', (json) => {
    rows = change(json);
    expect(rows).not.toBe(json);
    return rows;
  });
  rezip(file, 'inkling-run.json', (json) =>
    json.replace(/[0-9a-f]{64}/, sha256(strToU8(rows, true))),
  );
}
