import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabelledImages } from '../../src/core/data/dataset';
import { idxBytes } from '../../src/core/data/idx';
import { newDataset } from '../support/datasets';
import { firstOf, mnist } from '../support/mnist';
import type { Preload } from '../../src/contract/client';
import { launchApp, temporaryFolder, type RunningApp } from './support/app';
import { dress, looks } from './support/looks';
import { eventually, goTo, startTraining } from './support/views';

const CLASSES = 47;
const folder = temporaryFolder('datasets');
const zip = path.join(folder, 'My digits.zip');
const idx = path.join(folder, 'emnist');
let running: RunningApp;

beforeAll(async () => {
  await writePictures();
  writeIdx();
  running = await launchApp();
  await goTo(running.page, 'data');
  await running.page.locator('.scroller canvas').waitFor();
});
afterAll(async () => {
  await running.close();
  fs.rmSync(folder, { recursive: true });
});

/** Ninety of MNIST's images as a person would keep them: a folder a class, dark on light, and a note beside them. */
async function writePictures(): Promise<void> {
  const files: Record<string, Uint8Array> = { 'note.txt': strToU8('mine') };
  const { images, labels } = firstOf(mnist.test, 90);
  const raw = { width: 28, height: 28, channels: 1 } as const;
  for (let n = 0; n < labels.length; n++) {
    const dark = images.subarray(n * 784, (n + 1) * 784).map((pixel) => 255 - pixel);
    files[`${labels[n]!}/${n}.png`] = await sharp(dark, { raw }).png().toBuffer();
  }
  fs.writeFileSync(zip, zipSync(files));
}

/** IDX files of 47 classes as EMNIST's balanced set has them: transposed, packed, with a mapping to characters. */
function writeIdx(): void {
  fs.mkdirSync(idx);
  const { train, test: held } = newDataset(CLASSES);
  for (const [part, data] of Object.entries({ train, test: held })) {
    const name = path.join(idx, `emnist-balanced-${part}`);
    fs.writeFileSync(
      `${name}-images-idx3-ubyte.gz`,
      gzipSync(idxBytes([data.labels.length, 28, 28], transposed(data))),
    );
    fs.writeFileSync(
      `${name}-labels-idx1-ubyte.gz`,
      gzipSync(idxBytes([data.labels.length], data.labels)),
    );
  }
  const lines = Array.from({ length: CLASSES }, (_, k) => `${k} ${k < 10 ? 48 + k : 55 + k}`);
  fs.writeFileSync(path.join(idx, 'emnist-balanced-mapping.txt'), lines.join('\n'));
}

function transposed({ images }: LabelledImages): Uint8Array {
  return images.map((_, i) => {
    const [n, y, x] = [Math.floor(i / 784), Math.floor((i % 784) / 28), i % 28];
    return images[n * 784 + x * 28 + y]!;
  });
}

/** The native dialog's answer, given in place of a person. */
async function answerDialog(paths: string[]): Promise<void> {
  await running.electron.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: filePaths[0]! });
  }, paths);
}
async function importFrom(
  paths: string[],
  what: 'Files or a zip file…' | 'A folder…',
): Promise<void> {
  const { page } = running;
  await answerDialog(paths);
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('menuitem', { name: what }).click();
}
const dialog = () => running.page.getByRole('dialog');
const shown = () => running.page.getByRole('combobox', { name: /^Data set: / }).innerText();
async function more(item: string): Promise<void> {
  await running.page.getByRole('button', { name: 'More about this data set' }).click();
  await running.page.getByRole('menuitem', { name: item }).click();
}
/** Pictures for whoever looks at them. */
async function look(name: string): Promise<void> {
  const to = process.env['INKLING_LOOK'];
  if (to === undefined) return;
  fs.mkdirSync(to, { recursive: true });
  for (const [theme, language] of looks) {
    await dress(running, [theme, language]);
    await running.page.screenshot({ path: path.join(to, `${name}-${theme}-${language}.png`) });
  }
  await dress(running, ['light', 'en']);
}

describe('pictures in a zip file', () => {
  test('are shown before anything is kept, with what was found and what was refused', async () => {
    await importFrom([zip], 'Files or a zip file…');
    await dialog().getByText('pictures in folders').waitFor();
    await look('pictures');
    const text = await dialog().innerText();
    expect(text).toContain('There was no test part');
    expect(await dialog().getByLabel('Dark ink on light ground').isChecked()).toBe(true);
    expect(await dialog().locator('tbody tr').count()).toBe(10);
    await dialog().getByText('1 file or line').click();
    expect(await dialog().innerText()).toContain('note.txt is no picture');
    expect((await running.invoke('datasets.list')).map(({ name }) => name)).toEqual(['MNIST']);
  });

  test('are kept under the name and class names that are given', async () => {
    await dialog().getByLabel('Class names, separated by commas').fill('a, b');
    expect(await dialog().getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(
      true,
    );
    expect(await dialog().innerText()).toContain('Expected 10 names');
    const names = Array.from({ length: 10 }, (_, k) => `digit ${k}`);
    await dialog().getByLabel('Class names, separated by commas').fill(names.join(', '));
    await dialog().getByLabel('Name', { exact: true }).fill('By hand');
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await eventually(shown).toBe('By hand');
    const [, own] = await running.invoke('datasets.list');
    expect(own).toMatchObject({ name: 'By hand', classNames: names });
    expect(own!.trainCount + own!.testCount).toBe(90);
    await look('by-hand');
  });
});

describe('IDX files of 47 classes', () => {
  test('are read with their mapping and turned upright', async () => {
    await importFrom([idx], 'A folder…');
    await dialog().getByText('IDX files').waitFor();
    await look('idx');
    const swapped = dialog().getByLabel('Swap rows and columns');
    expect(await swapped.isChecked()).toBe(true);
    const strip = dialog().locator('tbody tr').nth(7).locator('canvas');
    const picture = () => strip.evaluate((one) => (one as HTMLCanvasElement).toDataURL());
    const upright = await picture();
    const keep = dialog().getByRole('button', { name: 'Import', exact: true });
    // As a person says: seen at once, while the files are still read once more.
    await swapped.uncheck();
    expect(await picture()).not.toBe(upright);
    await eventually(() => keep.isEnabled()).toBe(true);
    expect(await picture()).not.toBe(upright);
    await swapped.check();
    await eventually(() => keep.isEnabled()).toBe(true);
    expect(await picture()).toBe(upright);
    expect(await dialog().locator('tbody tr').count()).toBe(CLASSES);
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await eventually(shown).toBe('emnist');
    await look('emnist');
  });

  test('a network learns them and reads with their names', async () => {
    const own = (await running.invoke('datasets.list')).find(({ name }) => name === 'emnist')!;
    const run = await running.invoke('run.start', {
      name: 'Letters',
      dataset: own.id,
      network: { hidden: [{ units: 32 }] },
      epochs: 3,
    });
    await eventually(async () => (await running.invoke('run.get', run)).status).toBe('finished');
    const models = await running.invoke('models.list');
    const model = models.find(({ runId }) => runId === run)!;
    expect(model.classNames).toEqual(own.classNames);
    expect(model.classNames[46]).toBe('e');
    const reply = await running.page.evaluate((id) => {
      const { inkling } = globalThis as unknown as { inkling: Preload };
      return inkling.invoke('sketch.read', { model: id, pixels: new Uint8Array(784) });
    }, model.id);
    expect(reply).toMatchObject({ ok: true, value: { probabilities: { length: CLASSES } } });
  });

  test('a network learns classes of one’s own of it, and says as a base what it tells apart', async () => {
    const { page } = running;
    await goTo(page, 'train');
    const choose = async (what: string, option: string) => {
      await page.getByRole('combobox', { name: new RegExp(`^${what}: `) }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await page.locator('summary', { hasText: 'Examples' }).click();
    await choose('Classes', 'Even or odd');
    // Even or odd is said of digits.
    await choose('Data set', 'emnist');
    await page.getByRole('combobox', { name: 'Classes: As they are' }).waitFor();
    await choose('Classes', 'Your own');
    await page.getByText('47 classes: 0, 1, 2').waitFor();
    await page.getByRole('button', { name: 'Leave all out' }).click();
    await page.getByLabel('Class of A', { exact: true }).fill('1');
    await page.getByText('none leads to 0').waitFor();
    await page.getByLabel('Class of e', { exact: true }).fill('0');
    await page.getByText('2 classes: e, A').waitFor();
    await look('own-classes');
    await startTraining(page, 'A or e', 2);
    const newest = async () => (await running.invoke('run.list'))[0]!;
    await eventually(newest).toMatchObject({ recipe: { name: 'A or e' }, status: 'finished' });
    const run = await newest();
    const models = await running.invoke('models.list');
    expect(models.find(({ runId }) => runId === run.id)!.classNames).toEqual(['e', 'A']);
    await page.locator('summary', { hasText: 'Start from a trained network' }).click();
    await choose('Begins as', 'A run of yours');
    await page.getByText('It tells apart e, A.').waitFor();
    await goTo(page, 'data');
  });

  test('a data set that is deleted comes back by one click; its run says meanwhile what is missing', async () => {
    const { page } = running;
    await more('Delete');
    await eventually(shown).toBe('MNIST');
    await look('deleted');
    await page.getByText('“emnist” has been deleted.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(async () =>
      (await running.invoke('datasets.list')).map(({ name }) => name),
    ).toEqual(['MNIST', 'By hand', 'emnist']);
  });
});

test('a data set is renamed, exported, and its file is known again', async () => {
  const { page } = running;
  await eventually(shown).toBe('emnist');
  await more('Rename…');
  await dialog().getByLabel('Name').fill('Letters and digits');
  await page.keyboard.press('Enter');
  await eventually(shown).toBe('Letters and digits');
  const file = path.join(folder, 'exported.zip');
  await answerDialog([file]);
  await more('Export as IDX files…');
  await page.getByText('250 images are in').waitFor();
  await importFrom([file], 'Files or a zip file…');
  await dialog()
    .getByText('The library has the same data already, as “Letters and digits”.')
    .waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

describe('kept drawings', () => {
  const importDrawings = async (name: RegExp) => {
    await running.page.getByRole('button', { name: 'Import…' }).click();
    await running.page.getByRole('menuitem', { name }).click();
  };
  /** MNIST's test digits stand for what a person drew. */
  const keepDrawings = (numbers: readonly number[]) =>
    running.page.evaluate(
      (drawn) => {
        const { inkling } = globalThis as unknown as { inkling: Preload };
        const one = { strokes: null, model: null, readAs: null, purpose: null };
        return Promise.all(
          drawn.map(({ pixels, className }) =>
            inkling.invoke('drawings.keep', { ...one, className, image: Uint8Array.from(pixels) }),
          ),
        );
      },
      numbers.map((n) => ({
        pixels: Array.from(mnist.test.images.subarray(n * 784, (n + 1) * 784)),
        className: String(mnist.test.labels[n]),
      })),
    );
  const numbersOf = (label: number, count: number) =>
    Array.from({ length: 100 }, (_, n) => n)
      .filter((n) => mnist.test.labels[n] === label)
      .slice(0, count);

  test('of one class are none yet, in a sentence', async () => {
    const { page } = running;
    await keepDrawings(numbersOf(7, 4));
    await importDrawings(/^Kept drawings \(4\)$/);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(
      /^All kept drawings are of one class \(7\); a data set has at least two\./,
    );
    await look('one-class');
    expect(await running.invoke('datasets.list')).toHaveLength(3);
  });

  test('of two are a data set by one click, which can be trained on', async () => {
    await keepDrawings(numbersOf(1, 6));
    await importDrawings(/^Kept drawings \(10\)$/);
    await eventually(shown).toBe('My 10 drawings');
    const own = (await running.invoke('datasets.list')).at(-1)!;
    expect(own).toMatchObject({ classNames: ['1', '7'], trainCount: 8, testCount: 2 });
    expect(own.source).toMatchObject({ format: 'drawings', testPart: 'held' });
    await running.page.getByRole('listbox', { name: 'Digits' }).waitFor();
    await look('drawings');
    const recipe = { name: 'Mine', dataset: own.id, epochs: 2, network: { hidden: [] } };
    const run = await running.invoke('run.start', recipe);
    await eventually(async () => (await running.invoke('run.get', run)).status).toBe('finished');
  });
});

test('what is selected is exported, and made a data set of its own', async () => {
  const { page } = running;
  await page.getByRole('combobox', { name: /^Data set: / }).click();
  await page.getByRole('option', { name: 'Letters and digits' }).click();
  await eventually(shown).toBe('Letters and digits');
  const label = page.getByRole('combobox', { name: /^Label: / });
  await label.waitFor();
  await page.getByRole('button', { name: 'Select all shown' }).click();
  const bar = page.getByRole('group', { name: 'Selection' });
  await bar.getByText('250 selected').waitFor();
  // A click with Ctrl takes the first one out.
  const grid = page.getByRole('listbox', { name: 'Digits' });
  await grid.click({ position: { x: 20, y: 20 }, modifiers: ['Control'] });
  await bar.getByText('249 selected').waitFor();
  const use = async (item: string) => {
    await bar.getByRole('button', { name: 'Use selection' }).click();
    if (item.startsWith('Export')) await look('selection');
    await page.getByRole('menuitem', { name: item }).click();
  };
  const file = path.join(folder, 'selected.zip');
  await answerDialog([file]);
  await use('Export as IDX files…');
  await page.getByText('249 images are in').waitFor();

  await use('Make a data set of it');
  await page.getByText('“Letters and digits, 249 selected” is a data set now.').waitFor();
  await look('made');
  await page.getByRole('button', { name: 'Show it' }).click();
  await eventually(shown).toBe('Letters and digits, 249 selected');
  const made = (await running.invoke('datasets.list')).at(-1)!;
  expect(made).toMatchObject({ trainCount: 199, testCount: 50 });
  // The same data have the same id, whatever way they came.
  await importFrom([file], 'Files or a zip file…');
  await dialog().getByText('The library has the same data already').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('a data set whose file is damaged says so where it is looked at and trained on; brought in again it is whole', async () => {
  const { page } = running;
  const damaged = (await running.invoke('datasets.list')).at(-1)!;
  const blobs = path.join(running.library, 'blobs');
  // Its labels to train with are the only file of 199 bytes.
  const name = fs
    .readdirSync(blobs)
    .find((one) => fs.statSync(path.join(blobs, one)).size === 199)!;
  const blob = path.join(blobs, name);
  const bytes = fs.readFileSync(blob);
  bytes[100] = bytes[100]! ^ 1;
  fs.writeFileSync(blob, bytes);
  const sentence = `The data set “${damaged.name}” cannot be read: its file blobs/${name.slice(0, 12)}… is missing or damaged. Import the same data again and it is whole; nothing else in the library is affected.`;

  await running.page.reload();
  await goTo(page, 'data');
  await page.getByRole('alert').getByText(sentence).waitFor();
  await look('damaged');

  await goTo(page, 'train');
  await page.locator('summary', { hasText: 'Examples' }).first().click();
  await page.getByRole('combobox', { name: /^Data set: / }).click();
  await page.getByRole('option', { name: damaged.name }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.getByText(sentence).waitFor();
  await look('damaged-train');
  expect((await running.invoke('run.list')).map(({ status }) => status)).not.toContain('running');

  await goTo(page, 'data');
  await importFrom([path.join(folder, 'selected.zip')], 'Files or a zip file…');
  await dialog().getByRole('button', { name: 'Import', exact: true }).click();
  await eventually(() => page.locator('.filters .count').innerText()).toContain('249');
  await page.getByRole('alert').waitFor({ state: 'detached' });
});

test('a folder that is dropped on the view is read', async () => {
  const { page } = running;
  const { x, y, width } = (await page.locator('main').boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [idx], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + 200, data });
    if (type === 'dragOver') await page.getByText('Drop files or a folder').waitFor();
  }
  await dialog().getByText('IDX files').waitFor();
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await dialog().waitFor({ state: 'detached' });
  // What was read and not kept is gone.
  expect(await running.invoke('datasets.list')).toHaveLength(5);
});

test('a reading that is cancelled keeps nothing', async () => {
  const many = path.join(folder, 'many.csv');
  const line = `1,${'0,'.repeat(783)}0\n`;
  fs.writeFileSync(many, line.repeat(40_000));
  await importFrom([many], 'Files or a zip file…');
  await dialog().getByRole('progressbar').waitFor();
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await dialog().waitFor({ state: 'detached' });
  expect(await running.invoke('datasets.list')).toHaveLength(5);
});

test.each<[string, () => string, RegExp]>([
  [
    'a file that is no data set',
    () => written('essay.txt', 'hello'),
    /essay\.txt is no data set that Inkling can read/,
  ],
  [
    'a damaged zip file',
    () => written('broken.zip', 'PK'),
    /is no zip file that can be read, or it is damaged/,
  ],
  [
    'a table that is cut off',
    () => written('half.csv', '1,2,3\n'),
    /has 785 columns, a label and 784 pixels; this one has 3/,
  ],
])('%s gets one sentence, and nothing is lost', async (_what, file, sentence) => {
  const before = await running.invoke('datasets.list');
  await importFrom([file()], 'Files or a zip file…');
  await dialog().getByRole('alert').waitFor();
  await look(`refused-${before.length}`);
  expect(await dialog().getByRole('alert').innerText()).toMatch(sentence);
  await dialog().locator('.modal-buttons').getByRole('button', { name: 'Close' }).click();
  expect(await running.invoke('datasets.list')).toEqual(before);
});

function written(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}
