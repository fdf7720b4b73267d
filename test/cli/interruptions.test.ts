import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RunId } from '../../src/core/metrics/run';
import type { Fingerprint } from '../../src/library/fingerprint';
import { Library } from '../../src/library/library';
import { buildCli, type BuiltCli } from '../support/built-cli';
import { startCli } from '../support/run-cli';

// Cut off after the first epoch, at whatever step the signal arrives; five more leave it the time to arrive.
const EPOCHS = 6;
const STEPS = EPOCHS * 938;
const TRAIN = ['train', '--epochs', String(EPOCHS), '--seed', '11', '--json'];
/** Never ends by itself. */
const ENDLESS = ['train', '--epochs', '1000', '--json'];

let built: BuiltCli;
let folder: string;
let library: Library;
/** Of the same training, never interrupted. */
let uninterrupted: Fingerprint;

const start = (...args: string[]) =>
  startCli(built.cli, [...args, '--library', library.folder], { cwd: folder });

beforeAll(async () => {
  built = await buildCli();
  folder = mkdtempSync(join(tmpdir(), 'inkling-interruptions-'));
  library = await Library.open(join(folder, 'library'), { role: 'worker' });
  const { code, stderr, json } = await start(...TRAIN).ended;
  expect(code, stderr).toBe(0);
  uninterrupted = library.fingerprint(json().at(-1)!['run'] as RunId);
}, 120_000);
afterAll(() => {
  library.close();
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A training after its first epoch. */
async function underWay(command: readonly string[]) {
  const cli = start(...command);
  const { run } = await cli.event('started');
  await cli.event('epoch');
  return { cli, run: run as RunId };
}

/** Goes on with the run to its end and compares everything it came to with the uninterrupted one. */
async function resumesWithTheSameBits(run: RunId): Promise<void> {
  const interrupted = library.runs.get(run);
  expect(interrupted.step).toBeGreaterThan(0);
  expect(interrupted.step).toBeLessThan(interrupted.totalSteps);
  const { code, stderr, json } = await start('resume', run, '--json').ended;
  expect(code, stderr).toBe(0);
  const lines = json();
  expect(lines[0]).toMatchObject({ event: 'started', run });
  expect(lines[0]!['step']).toBeGreaterThan(0);
  expect(lines.at(-1)).toMatchObject({ event: 'done', run, firstEpochFromStartSeconds: null });
  expect(lines.at(-1)!['epochSeconds']).toHaveLength(EPOCHS);
  expect(library.fingerprint(run)).toEqual(uninterrupted);
  expect(library.runs.get(run)).toMatchObject({ status: 'finished', step: STEPS });
}

test('Ctrl-C saves a checkpoint, ends with 130, says how to go on; resumed, it gives the same bits', async () => {
  const { cli, run } = await underWay(TRAIN);
  cli.interrupt();
  const { code, stderr, json } = await cli.ended;
  expect(code, stderr).toBe(130);
  const { step } = library.runs.get(run);
  expect(json().at(-1)).toEqual({ event: 'stopped', run, step, totalSteps: STEPS });
  expect(stderr).toContain(`resume ${run} --library ${library.folder}`);
  expect(library.runs.get(run).status).toBe('stopped');
  // The checkpoint is of the step it stopped at, not of one before.
  expect(library.checkpoints.latest(run)?.checkpoint.step).toBe(step);
  await resumesWithTheSameBits(run);
});

test('SIGKILL of the worker is told in a sentence; resumed, the run gives the same bits', async () => {
  const { cli, run } = await underWay(TRAIN);
  process.kill(library.leases.holder(run)!.pid, 'SIGKILL');
  const { code, stderr, json } = await cli.ended;
  expect(code).toBe(1);
  expect(json().at(-1)).toMatchObject({ event: 'failed', run });
  expect(stderr).toMatch(/training process ended unexpectedly \(signal SIGKILL\)/);
  expect(stderr).toContain(`resume ${run} --library ${library.folder}`);
  expect(library.runs.get(run).status).toBe('interrupted');
  await resumesWithTheSameBits(run);
});

test('SIGKILL of the command line: its worker saves and leaves; resumed, the run gives the same bits', async () => {
  const { cli, run } = await underWay(TRAIN);
  const worker = library.leases.holder(run)!.pid;
  cli.kill();
  expect((await cli.ended).code).toBeNull();
  await vi.waitFor(
    () => {
      expect(() => process.kill(worker, 0)).toThrow('ESRCH');
    },
    { timeout: 30_000 },
  );
  const { status, step } = library.runs.get(run);
  expect(status).toBe('stopped');
  expect(library.checkpoints.latest(run)?.checkpoint.step).toBe(step);
  await resumesWithTheSameBits(run);
});

test('SIGTERM, as at the end of a session, is a stop like Ctrl-C', async () => {
  const { cli, run } = await underWay(ENDLESS);
  process.kill(cli.pid, 'SIGTERM');
  expect((await cli.ended).code).toBe(130);
  expect(library.runs.get(run).status).toBe('stopped');
});

test('a second Ctrl-C does not wait for the checkpoint', async () => {
  const { cli, run } = await underWay(ENDLESS);
  const worker = library.leases.holder(run)!.pid;
  // A worker that hears nothing any more.
  process.kill(worker, 'SIGSTOP');
  cli.interrupt();
  await cli.says('Ctrl-C again');
  cli.interrupt();
  const { code, stderr } = await cli.ended;
  expect(code, stderr).toBe(130);
  expect(stderr).toContain(`resume ${run}`);
  expect(library.runs.get(run).status).toBe('interrupted');
});

test('a run that is being trained cannot be resumed a second time; a finished one not at all', async () => {
  const { cli, run } = await underWay(ENDLESS);
  const second = await start('resume', run).ended;
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`Run ${run} is being trained by process`);
  expect(library.runs.get(run).status).toBe('running');
  cli.interrupt();
  expect((await cli.ended).code).toBe(130);

  const done = await start('train', '--epochs', '1', '--json').ended;
  const finished = done.json().at(-1)!['run'] as RunId;
  const third = await start('resume', finished).ended;
  expect(third.code).toBe(1);
  expect(third.stderr).toContain(`Run ${finished} has finished`);
});

test('two threads are asked for, recorded, and used again on resume', async () => {
  const { cli, run } = await underWay([...ENDLESS, '--threads', '2']);
  cli.interrupt();
  expect((await cli.ended).code).toBe(130);
  const resumed = start('resume', run, '--json');
  expect(await resumed.event('started')).toMatchObject({ threads: 2 });
  resumed.interrupt();
  expect((await resumed.ended).code).toBe(130);
  expect(library.runs.get(run).environment.threads).toBe(2);
});
