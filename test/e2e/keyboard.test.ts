import fs from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idxBytes } from '../../src/core/data/idx';
import type { LabelledImages } from '../../src/core/data/dataset';
import { PIXELS } from '../../src/core/network/types';
import { readOnnx } from '../../src/core/onnx/read';
import { sha256Of } from '../../src/library/mnist';
import { createMessages, type Language } from '../../src/messages';
import { mnist } from '../support/mnist';
import { launchApp, temporaryFolder, type RunningApp } from './support/app';
import { press, tabTo } from './support/keyboard';
import { eventually } from './support/views';

// No mouse here: nothing is clicked, filled or focused but by keys. Every name that is looked for is the message itself, so
// the way is gone in both languages.

const folder = temporaryFolder('keyboard');
let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await running.page.locator('.paper canvas').waitFor();
});
afterAll(async () => {
  await running.close();
  fs.rmSync(folder, { recursive: true });
});

/** MNIST's digits from `start` on as a zip file of IDX files: `train` to train with, 200 to test with. */
function writeDigits(name: string, start: number, train: number): string {
  const files: Record<string, Uint8Array> = { 'readme.txt': strToU8('digits') };
  for (const [part, count] of [
    ['train', train],
    ['test', 200],
  ] as const) {
    const { images, labels } = mnist[part];
    const end = start + count;
    const pixels = images.slice(start * PIXELS, end * PIXELS);
    files[`${part}-images-idx3-ubyte`] = idxBytes([count, 28, 28], pixels);
    files[`${part}-labels-idx1-ubyte`] = idxBytes([count], labels.slice(start, end));
  }
  const file = path.join(folder, `${name}.zip`);
  fs.writeFileSync(file, zipSync(files));
  return file;
}

/** The system's own dialogs cannot be operated from here; everything after them is real. */
async function answerDialogs(open: string, save: string): Promise<void> {
  await running.electron.evaluate(
    ({ dialog }, { open, save }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [open] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: save });
    },
    { open, save },
  );
}

const english = createMessages('en').t;
const button = (name: string) => running.page.getByRole('button', { name, exact: true });
const heading = (name: string) => running.page.getByRole('heading', { name, exact: true });
async function keys(...names: string[]): Promise<void> {
  for (const name of names) await running.page.keyboard.press(name);
}
/** Chooses in a select that has been reached: it takes the letters typed. */
async function chooseByLetters(label: string, option: string): Promise<void> {
  const { page } = running;
  await press(page, page.getByRole('combobox', { name: new RegExp(`^${label}: `) }));
  await page.getByRole('option', { name: option, exact: true }).waitFor();
  await page.keyboard.type(option);
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: `${label}: ${option}`, exact: true }).waitFor();
}

// Each has digits of its own, none of which is in the other or at its place in MNIST: whoever looks at the wrong set sees others.
describe.each<[Language, string, number, number]>([
  ['en', 'English digits', 5000, 2000],
  ['zh-CN', 'Chinese digits', 9000, 2500],
])('by keyboard alone, in %s', (language, name, start, count) => {
  const { t } = createMessages(language);
  const exported = path.join(folder, `${name}.onnx`);
  /** What the network learns from. */
  const trained: LabelledImages = {
    ...mnist.train,
    images: mnist.train.images.subarray(start * PIXELS, (start + count) * PIXELS),
    labels: mnist.train.labels.subarray(start, start + count),
  };

  test('the language is set', async () => {
    const { page } = running;
    await tabTo(page, button(english('shell:nav.settings')));
    await keys('Enter');
    await heading(english('settings:title')).waitFor();
    const group = page.getByRole('radiogroup', { name: english('settings:language') });
    await tabTo(page, group.getByRole('radio', { checked: true }));
    const wanted = page.getByRole('radio', { name: language === 'en' ? 'English' : '简体中文' });
    while ((await wanted.getAttribute('aria-checked')) !== 'true') await keys('ArrowRight');
    await heading(t('settings:title')).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
  });

  test('a data set is brought in and looked at', async () => {
    const { page } = running;
    await answerDialogs(writeDigits(name, start, count), exported);
    await keys('2');
    await heading(t('data:title')).waitFor();
    await press(page, button(t('datasets:import')));
    await page.getByRole('menuitem', { name: t('datasets:import.files') }).waitFor();
    await keys('Enter');
    const dialog = page.getByRole('dialog', { name: t('datasets:preview.title') });
    await dialog
      .getByText(t('datasets:preview.counts', { train: count.toLocaleString('en'), test: '200' }))
      .waitFor();
    await press(
      page,
      dialog.getByRole('button', { name: t('datasets:preview.keep'), exact: true }),
    );
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByRole('combobox', { name: `${t('datasets:choice')}: ${name}`, exact: true })
      .waitFor();

    await tabTo(page, page.locator('.scroller'));
    const second = t('data:tile', {
      label: String(mnist.train.labels[start + 1]),
      split: t('data:tile.train'),
      index: '2',
    });
    // The set of before may be shown a moment longer.
    await eventually(async () => {
      await keys('Home', 'ArrowRight');
      return page.locator('.scroller [role=option]').getAttribute('aria-label');
    }).toBe(second);
  });

  test('a network is trained on it', async () => {
    const { page } = running;
    await keys('3');
    await heading(t('train:title')).waitFor();
    await tabTo(page, page.getByLabel(t('knobs:name'), { exact: true }));
    await page.keyboard.type(`On ${name}`);
    await tabTo(page, page.getByLabel(t('knobs:epochs'), { exact: true }));
    await page.keyboard.type('4');
    const group = page.locator('summary', { hasText: t('knobs:group.examples') });
    if (!(await group.evaluate((one) => (one.parentElement as HTMLDetailsElement).open)))
      await press(page, group);
    await chooseByLetters(t('knobs:dataset'), name);
    await press(page, button(t('train:start')));
    const header = () => page.locator('.run header').first().innerText();
    await eventually(header).toContain(`On ${name}`);
    // Views change while the button that was pressed cannot be pressed.
    await keys('4');
    await heading(t('runs:title')).waitFor();
    await keys('3');
    await eventually(header).toContain(t('train:status.finished'));
    await page.getByText(t('train:figure.test')).first().waitFor();
    const [run] = await running.invoke('run.list');
    expect(run!.recipe).toMatchObject({ name: `On ${name}`, epochs: 4 });
    expect(run).toMatchObject({ dataName: name, dataSha256: sha256Of(trained) });
    expect(run!.testAccuracy).toBeGreaterThan(0.7);
  });

  test('its run is opened and exported', async () => {
    const { page } = running;
    await keys('4');
    await heading(t('runs:title')).waitFor();
    await tabTo(page, page.getByRole('treegrid', { name: t('runs:table') }));
    await keys('Home', 'Enter');
    await heading(`On ${name}`).waitFor();
    await heading(t('runs:curves')).waitFor();
    await press(page, button(t('runs:export')));
    const certificate = page.getByRole('dialog', { name: t('train:export.title') });
    await certificate.waitFor();
    expect(await certificate.innerText()).toContain(exported);
    const { metadata } = readOnnx(fs.readFileSync(exported), exported);
    expect(metadata).toMatchObject({ name: `On ${name}`, training_data_sha256: sha256Of(trained) });
    await keys('Escape');
    await certificate.waitFor({ state: 'detached' });
  });

  test('it reads what is drawn', async () => {
    const { page } = running;
    await press(page, button(t('runs:use')));
    await heading(t('sketch:title')).waitFor();
    await tabTo(page, page.getByRole('application', { name: t('sketch:pad') }));
    await keys('Space', ...Array.from({ length: 12 }, () => 'ArrowDown'), 'Space');
    await eventually(() => page.locator('.verdict .digit').innerText()).toBe('1');
    await page.getByText(t('sketch:judge.right'), { exact: true }).waitFor();
    expect(await page.locator('nav .model').innerText()).toBe(`On ${name}`);
    // Back to the list, for who comes next.
    await keys('4');
    await press(page, button(t('runs:back')));
    await heading(t('runs:title')).waitFor();
    await keys('1', 'Control+k');
    await page.getByText(t('sketch:waiting'), { exact: true }).first().waitFor();
  });
});
