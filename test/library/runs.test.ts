import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runName, type RunId } from '../../src/core/metrics/run';
import type { RunState } from '../../src/library/runs';
import { checkpointAt, epochAt, intervalAt, newRun, train } from './support/deterministic-run';
import { codeOf, evaluation, later, openLibrary } from './support/training';

/** Changes rows as only another machine's history could. */
function edit(folder: string, sql: string): void {
  const database = new Database(join(folder, 'library.sqlite'));
  later(() => database.close());
  database.exec(sql);
}

describe('a new run', () => {
  it('says what it was started with, and that nothing has happened yet', async () => {
    const library = await openLibrary();
    const before = Date.now();
    const { run } = library.startRun(newRun);
    const { createdAt, ...rest } = library.runs.get(run);
    expect(rest).toEqual({
      ...newRun,
      id: run,
      title: null,
      notes: '',
      tags: [],
      status: 'running',
      step: 0,
      epoch: 0,
      trainSeconds: 0,
      trainLoss: null,
      trainAccuracy: null,
      validationAccuracy: null,
      testAccuracy: null,
      error: null,
    });
    expect(createdAt).toBeGreaterThanOrEqual(before);
  });

  it('has an id that tells its time and sorts by it', async () => {
    const library = await openLibrary();
    const { run } = library.startRun(newRun);
    expect(run).toMatch(/^\d{8}-\d{6}-[a-z2-9]{4}$/);
    const stamp = new Date(library.runs.get(run).createdAt).toISOString().replace(/[-:T]/g, '');
    expect(run.replaceAll('-', '')).toContain(stamp.slice(0, 14));
  });
});

describe('progress', () => {
  it('is that of the last interval before an epoch has ended, then that of the last epoch', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    const { loss, accuracy } = intervalAt(20);
    writer.record([intervalAt(10), intervalAt(20)], []);
    expect(library.runs.get(writer.run)).toMatchObject({
      step: 20,
      epoch: 0,
      trainLoss: loss,
      trainAccuracy: accuracy,
    });

    const epoch = epochAt(30);
    writer.checkpoint(checkpointAt(30), [intervalAt(30)], [epoch], true);
    writer.record([intervalAt(40)], []);
    expect(library.runs.list()[0]).toMatchObject({
      step: 40,
      epoch: 1,
      trainLoss: epoch.loss,
      trainAccuracy: epoch.accuracy,
      validationAccuracy: epoch.validation!.accuracy,
      trainSeconds: Math.max(epoch.seconds, checkpointAt(30).trainSeconds),
    });
  });

  it('says so when the loss is no number any more', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    writer.record([{ ...intervalAt(10), loss: NaN }], []);
    expect(library.runs.get(writer.run).trainLoss).toBeNaN();
  });
});

describe('status', () => {
  it('goes from running over paused to finished, with how it does on the test set', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    const status = () => library.runs.get(writer.run).status;
    writer.setStatus('paused');
    expect(status()).toBe('paused');
    writer.setStatus('running');
    expect(status()).toBe('running');
    writer.finish(evaluation);
    expect(status()).toBe('finished');
    expect(library.runs.get(writer.run).testAccuracy).toBe(0.9);
    expect(library.evaluations.get(writer.run)).toEqual(evaluation);
    expect(codeOf(() => library.resumeRun(writer.run))).toBe('run.finished');
  });

  it('of a failed run comes with the reason, and it can be resumed once that is mended', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    train(writer, 0, 30);
    const error = { kind: 'bug', message: 'out of luck', stack: 'at luck.ts:7' } as const;
    writer.fail(error);
    expect(library.runs.get(writer.run)).toMatchObject({ status: 'failed', error });

    expect(library.resumeRun(writer.run).checkpoint?.step).toBe(30);
    expect(library.runs.get(writer.run)).toMatchObject({ status: 'running', error: null });
  });

  it.each([
    ['the process started at another time', "started = '1'"],
    ['the machine has started again since', "boot = 'other'"],
    ['the process is gone', 'pid = 4194305'], // above Linux's highest process id
  ])('is interrupted when %s, and the lease is taken over', async (_, change) => {
    const library = await openLibrary();
    const { run } = library.startRun(newRun);
    expect(codeOf(() => library.resumeRun(run))).toBe('run.inUse');
    edit(library.folder, `UPDATE leases SET ${change}`);
    expect(library.runs.get(run).status).toBe('interrupted');
    library.resumeRun(run);
    expect(library.runs.get(run).status).toBe('running');
  });

  it('cannot be written by who does not hold the run (any more)', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    writer.stop();
    expect(library.runs.get(writer.run).status).toBe('stopped');
    expect(library.leases.holder(writer.run)).toBeUndefined();
    const late = [
      () => { writer.record([intervalAt(10)], []); },
      () => { writer.checkpoint(checkpointAt(10), [], [], false); },
      () => { writer.finish(evaluation); },
    ]; // prettier-ignore
    for (const write of late) expect(write).toThrow('without holding its lease');
    expect(library.runs.get(writer.run)).toMatchObject({ status: 'stopped', step: 0 });
    expect(library.checkpoints.latest(writer.run)).toBeNull();
  });
});

describe('what a person writes beside a run', () => {
  it('stays with it and changes nothing of what it came to', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    train(writer, 0, 30);
    const { run } = writer;
    const { annotations } = library;
    const before = library.fingerprint(run);
    annotations.setTitle(run, 'The good one');
    annotations.setNotes(run, 'Line one\nline two');
    annotations.setTags(run, ['paper', 'baseline']);
    expect(library.runs.get(run)).toMatchObject({
      title: 'The good one',
      notes: 'Line one\nline two',
      tags: ['baseline', 'paper'],
    });
    expect(library.fingerprint(run)).toEqual(before);

    annotations.setTitle(run, null);
    annotations.setTags(run, ['paper']);
    const { title, tags, recipe } = library.runs.get(run);
    expect([title, tags, runName({ title, recipe })]).toEqual([null, ['paper'], 'For the tests']);
  });

  it('needs a run', async () => {
    const { annotations } = await openLibrary();
    const none = 'none' as RunId;
    expect(codeOf(() => { annotations.setTitle(none, 'x'); })).toBe('run.unknown'); // prettier-ignore
    expect(codeOf(() => { annotations.setNotes(none, 'x'); })).toBe('run.unknown'); // prettier-ignore
    expect(codeOf(() => { annotations.setTags(none, ['x']); })).toBe('run.unknown'); // prettier-ignore
  });
});

describe('states', () => {
  it('say of each run what the list says, in brief', async () => {
    const library = await openLibrary();
    const one = library.startRun(newRun);
    train(one, 0, 30);
    const two = library.startRun(newRun);
    two.stop();
    const deleted = library.startRun(newRun);
    deleted.stop();
    library.runs.delete(deleted.run);
    const brief = ({ id, step, status }: RunState) => ({ id, step, status });
    const states = library.runs.states();
    expect(new Set(states.map(brief))).toEqual(
      new Set(library.runs.list().map(({ id, step, status }) => ({ id, step, status }))),
    );
    library.annotations.setTags(two.run, ['new']);
    const of = (all: readonly RunState[]) => all.find(({ id }) => id === two.run)!.annotations;
    expect(of(library.runs.states())).not.toBe(of(states));
  });
});

describe('finding', () => {
  it('takes an id, the beginning of one, or "last"', async () => {
    const library = await openLibrary();
    expect(codeOf(() => library.runs.find('last'))).toBe('run.unknown');
    const first = library.startRun(newRun).run;
    const second = library.startRun(newRun).run;
    edit(library.folder, `UPDATE runs SET created_at = created_at + 1 WHERE id = '${second}'`);
    expect(library.runs.find(first)).toBe(first);
    expect(library.runs.find(second.slice(0, -1))).toBe(second);
    expect(library.runs.find('last')).toBe(second);
    expect(library.runs.list().map(({ id }) => id)).toEqual([second, first]);
    expect(codeOf(() => library.runs.find(first.slice(0, 4)))).toBe('run.ambiguous');
    expect(codeOf(() => library.runs.find('%'))).toBe('run.unknown');
    expect(codeOf(() => library.runs.get('none' as RunId))).toBe('run.unknown');
  });
});

describe('deleting', () => {
  it('takes a run out of sight until it is undeleted', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    const { run } = writer;
    expect(codeOf(() => { library.runs.delete(run); })).toBe('run.inUse'); // prettier-ignore
    writer.stop();
    library.runs.delete(run);
    expect(library.runs.list()).toEqual([]);
    expect(codeOf(() => library.runs.find(run))).toBe('run.unknown');
    library.runs.undelete(run);
    expect(library.runs.list()).toHaveLength(1);
    expect(library.runs.purge(Infinity)).toBe(0);
  });

  it('for good removes everything the run had, and what no other run names', async () => {
    const library = await openLibrary();
    const writers = [library.startRun(newRun), library.startRun(newRun)];
    for (const writer of writers) {
      train(writer, 0, 120);
      writer.finish(evaluation);
    }
    const [gone, kept] = [writers[0]!.run, writers[1]!.run];
    library.runs.delete(gone);
    expect(library.runs.purge(Date.now() - 1000)).toBe(0); // deleted just now
    expect(library.runs.purge(Date.now() + 1)).toBe(1);
    expect(codeOf(() => library.runs.get(gone))).toBe('run.unknown');
    expect(codeOf(() => { library.runs.undelete(gone); })).toBe('run.unknown'); // prettier-ignore
    expect(library.metrics.since(gone, 0)).toEqual([]);
    expect(library.evaluations.get(gone)).toBeNull();

    // Both had the same bits, so the same blobs.
    expect(library.blobs.collect()).toBe(0);
    expect(library.checkpoints.latest(kept)?.damaged).toEqual([]);
    library.runs.delete(kept);
    library.runs.purge(Date.now() + 1);
    expect(library.blobs.collect()).toBe(2 + 4); // two checkpoints, the weights of four epochs
  });
});
