import { expect, test, vi } from 'vitest';
import type { RunId } from '../../src/core/metrics/run';
import { LibraryWatch } from '../../src/main/library-watch';
import { Library } from '../../src/library/library';
import { intervalAt, newRun } from '../library/support/deterministic-run';
import { OtherProcess } from '../library/support/other-process';
import { openLibrary } from '../library/support/training';

/** A window's watch on a library that another process (here: another connection) writes to. */
async function watched() {
  const writer = await openLibrary();
  const library = await Library.open(writer.folder, { role: 'main' });
  const told: [name: string, payload: unknown][] = [];
  const watch = new LibraryWatch(library, (name, payload) => told.push([name, payload]));
  return { writer, library, watch, told };
}

test('tells of a run that another process begins, and of each step it commits', async () => {
  const { writer, watch, told, library } = await watched();
  const { run, ...training } = begin(writer);
  watch.compare();
  expect(told.splice(0)).toEqual([
    ['run.changed', { run, step: 0 }],
    ['runs.changed', null],
  ]);
  training.record(10);
  watch.compare();
  expect(told.splice(0)).toEqual([['run.changed', { run, step: 10 }]]);
  library.close();
});

test('tells of a run that stops or is deleted', async () => {
  const { writer, watch, told, library } = await watched();
  const { run, stop } = begin(writer);
  watch.compare();
  told.splice(0);
  stop();
  watch.compare();
  expect(told.splice(0)).toEqual([['runs.changed', null]]);
  writer.runs.delete(run);
  watch.compare();
  expect(told.splice(0)).toEqual([['runs.changed', null]]);
  library.close();
});

test('says nothing twice: not what a worker has told already, nor where nothing changed', async () => {
  const { writer, watch, told, library } = await watched();
  const { run, record } = begin(writer);
  watch.compare();
  told.splice(0);
  record(10);
  watch.stepped(run, 10);
  expect(told.splice(0)).toEqual([['run.changed', { run, step: 10 }]]);
  watch.compare();
  watch.compare();
  expect(told).toEqual([]);
  library.close();
});

test('tells of a run whose process dies, which nothing in the library says', async () => {
  vi.useFakeTimers();
  const library = await openLibrary(undefined, { role: 'main' });
  const trainer = new OtherProcess('hold', library.folder);
  const run = (await trainer.first()).run as RunId;
  const told: unknown[] = [];
  const watch = new LibraryWatch(library, (name) => told.push(name));
  watch.start();
  expect(told).toEqual([]);
  await trainer.kill();
  expect(library.changedByOthers()).toBe(false);
  vi.advanceTimersByTime(500);
  expect(told).toEqual(['runs.changed']);
  expect(library.runs.get(run).status).toBe('interrupted');
  watch.stop();
  vi.useRealTimers();
});

test('looks every half second once it is started, and no more once it is stopped', async () => {
  vi.useFakeTimers();
  const { writer, watch, told, library } = await watched();
  watch.start();
  const { run, record } = begin(writer);
  vi.advanceTimersByTime(600);
  expect(told.splice(0)).toContainEqual(['run.changed', { run, step: 0 }]);
  watch.stop();
  record(10);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([]);
  watch.start();
  expect(told).toEqual([['run.changed', { run, step: 10 }]]);
  watch.stop();
  vi.useRealTimers();
  library.close();
});

function begin(library: Library) {
  const writer = library.startRun(newRun);
  return {
    run: writer.run,
    record: (step: number) => {
      writer.record([intervalAt(step)], []);
    },
    stop: () => {
      writer.stop();
    },
  };
}
