import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { appEnv, electronArgs, electronFile, launchApp, temporaryFolder } from './support/app';

// The packaged program is its own command line: Electron without a window, a display or a lock on a single instance.

const folder = temporaryFolder('headless');
const library = path.join(folder, 'library');
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command line as the package's wrapper does. `onOutput` hears each piece of standard output. */
async function inkling(
  args: string[],
  onOutput?: (text: string, interrupt: () => void) => void,
): Promise<Ended> {
  const env = Object.fromEntries(
    Object.entries(appEnv(library)).filter(([name]) => !/^(DISPLAY|WAYLAND_DISPLAY)$/.test(name)),
  );
  const child = spawn(
    electronFile,
    [
      '--ozone-platform=headless',
      '--log-level=3',
      ...electronArgs(path.join(folder, 'user')),
      '--cli',
      ...args,
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    onOutput?.(stdout, () => child.kill('SIGINT'));
  });
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('trains, lists and evaluates without a display, with nothing but its own words on either stream', async () => {
  const trained = await inkling(['train', '--epochs', '1', '--seed', '3', '--json']);
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  const done = jsonLines(trained.stdout).at(-1)!;
  expect(done).toMatchObject({ event: 'done', seed: 3, epochs: 1 });
  expect(done['testAccuracy']).toBeGreaterThan(0.9);

  const listed = await inkling(['runs', '--json']);
  expect(listed.code).toBe(0);
  expect(jsonLines(listed.stdout)).toMatchObject([{ id: done['run'], status: 'finished' }]);

  const evaluated = await inkling(['evaluate', String(done['run']), '--json']);
  expect(jsonLines(evaluated.stdout)).toEqual([
    { accuracy: done['testAccuracy'], examples: 10_000 },
  ]);
});

test('ends with 2 and a hint when it is used wrongly', async () => {
  const { code, stderr } = await inkling(['trian']);
  expect(code).toBe(2);
  expect(stderr).toContain('trian');
});

test('ends with 1 and a sentence when there is no such run', async () => {
  const { code, stderr } = await inkling(['evaluate', 'no-such-run']);
  expect(code).toBe(1);
  expect(stderr).toContain('no-such-run');
});

test('interrupted, keeps a checkpoint, says how to go on, and ends with 130', async () => {
  let interrupted = false;
  const { code, stdout, stderr } = await inkling(
    ['train', '--epochs', '200', '--json'],
    (text, interrupt) => {
      if (interrupted || !text.includes('"event":"epoch"')) return;
      interrupted = true;
      interrupt();
    },
  );
  expect(code).toBe(130);
  const { event, run } = jsonLines(stdout).at(-1)!;
  expect(event).toBe('stopped');
  expect(stderr).toContain(`resume ${String(run)}`);
});

test('shares the library with the window, which shows a run of the command line as it goes', async () => {
  const app = await launchApp({ library });
  await app.page.bringToFront();
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.focus();
  });
  await app.page.evaluate(() => {
    const window = globalThis as unknown as {
      inkling: { on(name: string, listener: (payload: unknown) => void): void };
      steps: number[];
      lists: number;
    };
    window.steps = [];
    window.lists = 0;
    window.inkling.on('run.changed', (payload) => {
      window.steps.push((payload as { step: number }).step);
    });
    window.inkling.on('runs.changed', () => {
      window.lists++;
    });
  });
  const { stdout } = await inkling(['train', '--epochs', '12', '--json']);
  const run = String(jsonLines(stdout).at(-1)!['run']);
  await expect
    .poll(async () => (await app.invoke('run.list')).find(({ id }) => id === run)?.status)
    .toBe('finished');
  const heard = () =>
    app.page.evaluate(() => {
      const { steps, lists } = globalThis as unknown as { steps: number[]; lists: number };
      return { last: steps.at(-1), more: steps.length > 1, lists: lists > 1 };
    });
  await expect.poll(heard).toEqual({ last: 12 * 938, more: true, lists: true });
  await app.close();
});
