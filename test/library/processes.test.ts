import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunId } from '../../src/core/metrics/run';
import { OtherProcess } from './support/other-process';
import { checkpointAt, intervalAt } from './support/deterministic-run';
import { codeOf, openLibrary, temporaryFolder } from './support/training';

const folderOf = (folder: string) => readdirSync(join(folder, 'blobs'));
const temporaries = (folder: string) => folderOf(folder).filter((name) => name.startsWith('tmp-'));

it('is made once when eight processes open it at the same time', async () => {
  const folder = temporaryFolder();
  const others = Array.from({ length: 8 }, () => new OtherProcess('open', folder));
  for (const other of others) expect(await other.end()).toEqual([{ runs: 0 }]);
});

it('keeps every commit of three processes that write at the same time', async () => {
  const folder = temporaryFolder();
  const others = Array.from({ length: 3 }, () => new OtherProcess('commit', folder, '150'));
  const expected = Array.from({ length: 150 }, (_, i) => intervalAt(i + 1));
  const runs: string[] = [];
  for (const other of others) {
    const said = await other.end();
    expect(said).toEqual([{ run: expect.any(String) as string }]);
    runs.push(said[0]!.run!);
  }

  const library = await openLibrary(folder);
  expect(library.runs.list().map(({ id }) => id)).toEqual(expect.arrayContaining(runs));
  for (const run of runs) expect(library.metrics.since(run as RunId, 0)).toEqual(expected);
});

it('tells when another process has committed', async () => {
  const library = await openLibrary(temporaryFolder(), { role: 'main' });
  expect(library.changedByOthers()).toBe(false);
  library.settings.set('own', true);
  expect(library.changedByOthers()).toBe(false);

  const other = new OtherProcess('hold', library.folder);
  await other.first();
  expect(library.changedByOthers()).toBe(true);
  expect(library.changedByOthers()).toBe(false);
});

it('lets one process train a run, and another only after that one is gone', async () => {
  const library = await openLibrary();
  const holder = new OtherProcess('hold', library.folder);
  const run = (await holder.first()).run as RunId;

  expect(library.runs.get(run).status).toBe('running');
  expect(library.leases.holder(run)?.pid).toBe(holder.pid);
  expect(() => library.resumeRun(run)).toThrow(`being trained by process ${holder.pid}`);
  expect(
    codeOf(() => {
      library.runs.delete(run);
    }),
  ).toBe('run.inUse');
  const second = new OtherProcess('resume', library.folder, run);
  expect((await second.first()).error).toMatchObject({ code: 'run.inUse' });

  await holder.kill();
  expect(library.runs.get(run).status).toBe('interrupted');
  expect(library.leases.holder(run)).toBeUndefined();

  const third = new OtherProcess('resume', library.folder, run);
  expect(await third.first()).toEqual({ resumed: true });
  expect(library.runs.get(run).status).toBe('running');
  expect(codeOf(() => library.resumeRun(run))).toBe('run.inUse');
});

it('still has the checkpoint before the one in whose midst the process was killed', async () => {
  const folder = temporaryFolder();
  for (let interrupted = 0, attempt = 0; interrupted < 2; attempt++) {
    expect(attempt).toBeLessThan(30); // or the checkpoints are too small to be interrupted
    const other = new OtherProcess('checkpoints', folder, '2000000');
    const run = (await other.first()).run as RunId;
    while ((other.said.at(-1)?.step ?? 0) < 2 || temporaries(folder).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await other.kill();
    if (temporaries(folder).length > 0) interrupted++;
    const acknowledged = other.said.at(-1)!.step!;

    const library = await openLibrary(folder);
    expect(temporaries(folder)).toEqual([]);
    expect(folderOf(folder).length).toBe(2);
    expect(library.runs.get(run).status).toBe('interrupted');
    const { writer, checkpoint, damaged } = library.resumeRun(run);
    expect(damaged).toEqual([]);
    expect(checkpoint!.step).toBeGreaterThanOrEqual(acknowledged);
    // The metrics came with it, in the same transaction.
    expect(library.metrics.since(run, 0).at(-1)).toEqual(intervalAt(checkpoint!.step));
    writer.stop();
    library.runs.delete(run);
    library.runs.purge(Infinity);
    expect(library.blobs.collect()).toBe(2);
    library.close();
  }
});

// A limit on the size of files is the full disk that any user can have. In blocks of 512 bytes: 1 MB.
const FULL = 2048;

it.each([
  { what: 'a checkpoint', act: 'growing', argument: '20000', code: 'library.full' },
  { what: 'the database', act: 'intervals', argument: '', code: 'library.disk' },
])('loses nothing when there is no room for $what', async ({ act, argument, code }) => {
  const folder = temporaryFolder();
  const first = await openLibrary(folder);
  first.settings.set('kept', 'before');

  const said = await new OtherProcess(act, folder, argument, FULL).end();
  const { error } = said.at(-1)!;
  expect(error).toMatchObject({ kind: 'user', code });
  expect(error!.message).toContain(folder);

  const run = said[0]!.run as RunId;
  const step = said.at(-2)!.step!;
  expect(step).toBeGreaterThan(1);
  const library = await openLibrary(folder);
  expect(temporaries(folder)).toEqual([]);
  expect(library.settings.get('kept')).toBe('before');
  expect(library.runs.get(run)).toMatchObject({ status: 'interrupted', step });
  const { writer, checkpoint, damaged } = library.resumeRun(run);
  expect(damaged).toEqual([]);
  if (act === 'growing') expect(checkpoint?.step).toBe(step);
  writer.checkpoint(checkpointAt(step + 1), [intervalAt(step + 1)], [], false);
  expect(library.runs.get(run)).toMatchObject({ status: 'running' });
});
