import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeFork } from '../../src/cli/node-fork';
import { UserError } from '../../src/core/errors';
import type { RunId } from '../../src/core/metrics/run';
import { recipeSchema } from '../../src/core/recipe/schema';
import type { ForkWorker, JobHost } from '../../src/jobs/protocol';
import type { JobEvent } from '../../src/jobs/registry';
import { readSpeed } from '../../src/jobs/speed';
import { startJob } from '../../src/jobs/supervisor';
import { Library } from '../../src/library/library';
import { buildCli, type BuiltCli } from '../support/built-cli';
import { MNIST_FOLDER } from '../support/mnist';

let built: BuiltCli;
let host: JobHost;
let library: Library;
let fork: ForkWorker;
const recipe = recipeSchema.parse({ epochs: 1000 });

beforeAll(async () => {
  built = await buildCli();
  fork = nodeFork(built.worker);
  const folder = mkdtempSync(join(tmpdir(), 'inkling-jobs-'));
  library = await Library.open(folder, { role: 'worker' });
  host = { library: folder, mnist: MNIST_FOLDER, models: 'resources/models', app: '1.2.3' };
}, 120_000);
afterAll(() => {
  library.close();
  rmSync(library.folder, { recursive: true, force: true });
  built.remove();
});

/** A training that never ends by itself, and a way to wait for what it tells. */
function startTraining() {
  const told: JobEvent<'train'>[] = [];
  let look = (): void => undefined;
  const job = startJob(
    fork,
    host,
    'train',
    { recipe },
    {
      onEvent: (event) => {
        told.push(event);
        look();
      },
    },
  );
  const until = (type: JobEvent<'train'>['type']) =>
    new Promise<JobEvent<'train'>>((resolve, reject) => {
      look = () => {
        // The first progress is the checkpoint before the first step.
        const found = told.find((e) => e.type === type && !(e.type === 'progress' && e.step === 0));
        if (found !== undefined) resolve(found);
      };
      look();
      job.result.catch(reject);
    });
  return { job, told, until };
}

test('events come before the result; what they tell is in the library already', async () => {
  const { job, told, until } = startTraining();
  const { run } = await until('progress');
  const committed = library.runs.get(run).step;
  const last = told.findLast((event) => event.type === 'progress');
  expect(committed).toBeGreaterThanOrEqual(last?.step ?? Infinity);
  job.control('stop');
  const result = await job.result;
  expect(result).toMatchObject({ outcome: 'stopped', run });
  expect(library.runs.get(run)).toMatchObject({
    status: 'stopped',
    environment: { threads: 1, app: '1.2.3' },
  });
  // Every interval was told once, and nothing else.
  const rows = told.flatMap((event) => (event.type === 'progress' ? event.rows : []));
  expect(rows).toEqual(library.metrics.since(run, 0));
});

test('a paused run says so in the library, goes on, and can be stopped while it is paused', async () => {
  const { job, told, until } = startTraining();
  const { run } = await until('progress');
  job.control('pause');
  await until('paused');
  expect(library.runs.get(run).status).toBe('paused');
  const { step } = library.runs.get(run);
  expect(library.checkpoints.latest(run)?.checkpoint.step).toBe(step);

  job.control('run');
  await until('continued');
  expect(library.runs.get(run).status).toBe('running');

  told.length = 0;
  job.control('pause');
  await until('paused');
  job.control('stop');
  expect(await job.result).toMatchObject({ outcome: 'stopped' });
  expect(library.runs.get(run).status).toBe('stopped');
});

test('a worker that dies is told as an error with how it died; the run shows as interrupted', async () => {
  const { job, until } = startTraining();
  const { run } = await until('progress');
  job.kill();
  await expect(job.result).rejects.toEqual(
    new UserError('worker.ended', { how: 'signal SIGKILL' }),
  );
  expect(library.runs.get(run).status).toBe('interrupted');
  // Too late for these, and nobody minds.
  job.control('stop');
  job.kill();
});

test('a worker that cannot even start is an error with what it said', async () => {
  const said: string[] = [];
  const job = startJob(
    nodeFork('/nowhere/worker.js'),
    host,
    'measure',
    {},
    {
      onLastWords: (text) => said.push(text),
    },
  );
  await expect(job.result).rejects.toThrow(/ended unexpectedly \(exit code 1\)/);
  expect(said.join()).toContain('/nowhere/worker.js');
});

test('an error of a job arrives as what it was', async () => {
  const unknown = 'no-such-run' as RunId;
  const evaluation = startJob(fork, host, 'evaluate', { model: { run: unknown } });
  await expect(evaluation.result).rejects.toEqual(new UserError('run.unknown', { run: unknown }));

  const without = { ...host, mnist: '/nowhere' };
  await expect(startJob(fork, without, 'measure', {}).result).rejects.toMatchObject({
    code: 'mnist.missing',
  });
});

test('measure says how many images a second this machine trains, and keeps it', async () => {
  const runs = library.runs.list();
  const speed = await startJob(fork, host, 'measure', {}, { threads: 1 }).result;
  expect(speed.imagesPerSecond).toBeGreaterThan(1000);
  expect(readSpeed(library, speed.cpu, 1)).toEqual(speed);
  // Another number of threads, or another processor, is another speed.
  expect(readSpeed(library, speed.cpu, 2)).toBeNull();
  expect(readSpeed(library, 'another', 1)).toBeNull();
  // It leaves no run behind.
  expect(library.runs.list()).toHaveLength(runs.length);
});
