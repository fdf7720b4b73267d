import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../src/core/metrics/run';
import { drawings } from '../support/drawing-variants';
import { launchApp, type RunningApp } from './support/app';
import { draw } from './support/draw';
import { eventually, goTo, startTraining } from './support/views';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await running.page.locator('nav').waitFor();
});
afterAll(async () => {
  await running.close();
});

/** Of the run that is shown: its name, how it is, its shape. */
const header = () => running.page.locator('.run section:has(.figures) > header').innerText();
/** In the library it is so, and in Train it is shown so. */
async function becomes(name: string, status: Run['status'], word: string): Promise<void> {
  const inLibrary = async () =>
    (await running.invoke('run.list')).find(({ recipe }) => recipe.name === name)?.status;
  await eventually(inLibrary).toBe(status);
  await eventually(header).toMatch(new RegExp(`^${name}\\n+${word} · `));
}
/** Chooses a run in the table of all runs, and shows it in Train. */
async function showFromRuns(name: string): Promise<void> {
  const { page } = running;
  await goTo(page, 'runs');
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('treegrid').focus();
  await page.keyboard.press('Home');
  const found = (await running.invoke('run.list')).filter(({ recipe }) =>
    recipe.name.includes(name),
  );
  const place = found.findIndex(({ recipe }) => recipe.name === name);
  for (let i = 0; i < place; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, exact: true }).waitFor();
  await button('Show in Train').click();
  await eventually(header).toMatch(new RegExp(`^${name}\\n`));
  await goTo(page, 'runs');
  await button('All runs').click();
  await goTo(page, 'train');
}
const inRun = (name: string) => running.page.locator('.run').getByRole('button', { name });
const button = (name: string) => running.page.getByRole('button', { name, exact: true });

describe('the recipe', () => {
  test('says its size at once, and what is wrong where it is wrong', async () => {
    const { page } = running;
    await goTo(page, 'train');
    const estimate = page.locator('.estimate');
    await eventually(() => estimate.innerText()).toContain('101,770 weights');
    const units = page.getByLabel('Units in layer 1');
    await units.fill('256');
    await page.getByRole('button', { name: 'Add a layer' }).click();
    await page.getByLabel('Units in layer 2').fill('64');
    await eventually(() => estimate.innerText()).toContain('218,058 weights');
    await page.getByRole('button', { name: 'Move layer 2 up' }).click();
    expect(await units.inputValue()).toBe('64');
    await units.fill('0');
    expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true);
    expect(await page.locator('form small.error').allInnerTexts()).toEqual(['At least 1.']);
    await page.getByRole('button', { name: 'Undo all changes' }).click();
    expect(await units.inputValue()).toBe('128');
  });

  test('shows the fields of what is chosen, marks what was changed and puts it back', async () => {
    const { page } = running;
    const group = page.locator('details', { hasText: 'How it learns' });
    await group.locator('summary').click();
    await page.getByRole('combobox', { name: 'Optimizer: SGD' }).click();
    await page.getByRole('option', { name: 'AdamW' }).click();
    await page.getByLabel('Memory β₁').fill('0.5');
    await eventually(() => group.locator('summary').innerText()).toContain('2 changed');
    expect(await page.getByLabel('Momentum').count()).toBe(0);
    await page.getByRole('button', { name: 'Put “Optimizer” back' }).click();
    expect(await page.getByLabel('Momentum').inputValue()).toBe('0.9');
    expect(await page.getByLabel('Memory β₁').count()).toBe(0);
    await group.locator('summary').click();
  });

  test('a preset says what it teaches; its recipe is saved, and opened again', async () => {
    const { page, electron, library } = running;
    await page.getByRole('combobox', { name: 'Start from: The article’s network' }).click();
    await page.getByRole('option', { name: 'Overfit on purpose' }).click();
    expect(await page.locator('.preset p').innerText()).toContain('300 examples');
    await eventually(() => page.locator('.estimate').innerText()).toContain('407,050 weights');

    const file = path.join(library, 'recipe.json');
    await electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await page.getByRole('button', { name: 'Save as…' }).click();
    await eventually(() => fs.existsSync(file)).toBe(true);
    const saved = JSON.parse(fs.readFileSync(file, 'utf8')) as { subset: unknown };
    expect(saved.subset).toEqual({ type: 'stratified', count: 300 });

    fs.writeFileSync(file, JSON.stringify({ ...saved, epochs: 0 }));
    await page.locator('input[type=file]').setInputFiles(file);
    await eventually(() => page.locator('form [role=alert]').innerText()).toContain(
      'epochs must be a whole number from 1 to 1000, got 0',
    );
    fs.writeFileSync(file, JSON.stringify({ ...saved, name: 'From a file', epochs: 7 }));
    await page.locator('input[type=file]').setInputFiles(file);
    await eventually(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe(
      'From a file',
    );
    expect(await page.getByLabel('Epochs', { exact: true }).inputValue()).toBe('7');
    await page.getByRole('combobox', { name: 'Start from: A recipe of your own' }).click();
    await page.getByRole('option', { name: 'The article’s network' }).click();
  });

  test('arrow keys step a number', async () => {
    const { page } = running;
    const rate = page.getByLabel('Learning rate', { exact: true });
    await rate.focus();
    await page.keyboard.press('ArrowUp');
    expect(await rate.inputValue()).toBe('0.02');
    await page.keyboard.press('ArrowDown');
    expect(await rate.inputValue()).toBe('0.01');
  });
});

describe('a training', () => {
  test('runs to its end with curves, weights and a test accuracy, and reads what is drawn', async () => {
    const { page } = running;
    await startTraining(page, 'To the end', 3);
    await page.locator('.figures.done').waitFor();
    expect(await header()).toContain('Finished');
    const accuracy = parseFloat(await page.locator('.figures b').first().innerText());
    expect(accuracy).toBeGreaterThan(93);
    expect(accuracy).toBeLessThan(99);
    expect(await page.locator('.note').innerText()).toContain('10,000 digits never trained on');

    const table = page.locator('.run summary', { hasText: 'As a table' });
    await table.click();
    await eventually(() => page.locator('.run details tbody tr').count()).toBe(3);
    await table.click();

    // 128 images of 28 × 28 in rows of 16, in colours on either side of paper.
    const picture = page.locator('.run canvas').last();
    await eventually(() => picture.evaluate((c: HTMLCanvasElement) => [c.width, c.height])).toEqual(
      [16 * 30 - 2, 8 * 30 - 2],
    );
    const epoch = page.getByRole('slider', { name: 'Epoch whose weights are shown' });
    await epoch.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await epoch.getAttribute('aria-valuetext')).toBe('Epoch 2');

    // The outputs of the hidden layer, after the epoch that the slider is on.
    const activity = page.locator('.run section', { hasText: 'What the hidden layers give' });
    await eventually(() => activity.innerText()).toContain('on 200 test images, epoch 2');
    expect(await activity.innerText()).toContain('Layer 1: 128 units, ReLU');
    expect(await activity.innerText()).toMatch(/of 128 units .* dead: 0|No unit is dead/);
    await activity.locator('summary').click();
    const counts = await activity.locator('td:nth-last-child(2)').allInnerTexts();
    const sum = counts.reduce((total, count) => total + Number(count.replace(',', '')), 0);
    expect(sum).toBe(200 * 128);
    await activity.locator('summary').click();

    await inRun('Use in Sketch').click();
    expect(await page.locator('nav .model').innerText()).toBe('To the end');
    for (const { digit, drawing } of drawings().filter(({ name }) => /^[147]-neat/.test(name))) {
      await draw(page, drawing);
      await eventually(() => page.locator('.verdict .digit').innerText()).toBe(String(digit));
      await page.keyboard.press('Control+k');
      await page.locator('.hint').waitFor();
    }
  });

  test('is exported with a certificate over all test digits', async () => {
    const { page, electron, library } = running;
    await goTo(page, 'train');
    const file = path.join(library, 'digits.onnx');
    // The system's own dialog cannot be operated from here; everything after it is real.
    await electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await inRun('Open in Runs').click();
    await page.getByRole('heading', { name: 'To the end' }).waitFor();
    await button('Export as ONNX').click();
    const certificate = page.getByRole('dialog', { name: 'Exported and certified' });
    await certificate.waitFor();
    const facts = await certificate.locator('dd').allInnerTexts();
    const same = Number(facts[0]!.split(' of ')[0]!.replace(',', ''));
    expect(facts[0]).toMatch(/ of 10,000$/);
    expect(same).toBeGreaterThanOrEqual(9990);
    expect(facts[1]).toBe('0');
    expect(facts[4]).toBe(file);
    expect(fs.statSync(file).size).toBeGreaterThan(400_000);
    await page.keyboard.press('Escape');
    await certificate.waitFor({ state: 'detached' });
    await button('All runs').click();
  });

  test('pauses, goes on, and stops', async () => {
    const { page } = running;
    await startTraining(page, 'Stopped', 200);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).first().waitFor();
    await eventually(header).toContain('Paused');
    const paused = await running.invoke('run.list');
    const before = paused.find(({ recipe }) => recipe.name === 'Stopped')!.step;

    await page.locator('.run').getByRole('button', { name: 'Resume' }).click();
    await eventually(header).toContain('Training');
    await eventually(async () => (await running.invoke('run.list'))[0]!.step).toBeGreaterThan(
      before,
    );

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await becomes('Stopped', 'stopped', 'Stopped');
    expect(await page.getByRole('button', { name: 'Start training' }).isEnabled()).toBe(true);
  });

  test('is led by single steps, and by another learning rate while it runs', async () => {
    const { page } = running;
    await startTraining(page, 'Steered', 200);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('.run').getByRole('button', { name: 'Resume', exact: true }).waitFor();
    const step = async () => (await running.invoke('run.list'))[0]!.step;
    await eventually(header).toContain('Paused');
    const before = await step();
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await eventually(step).toBe(before + 1);
    await eventually(header).toContain('Paused');

    const rate = page.getByLabel('Learning rate now', { exact: true }).last();
    await rate.fill('20');
    expect(await page.getByRole('button', { name: 'Set', exact: true }).isDisabled()).toBe(true);
    await rate.fill('0.002');
    await page.keyboard.press('Enter');
    await page.locator('.run').getByRole('button', { name: 'Resume', exact: true }).click();
    const run = (await running.invoke('run.list'))[0]!.id;
    await eventually(() => running.invoke('run.changes', run)).toMatchObject([
      { learningRate: 0.002 },
    ]);
    await eventually(() => page.locator('.legend').first().innerText()).toContain(
      'learning rate changed',
    );
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await becomes('Steered', 'stopped', 'Stopped');
  });

  test('waits in a queue, whose order is a person’s, and begins when it is its turn', async () => {
    const { page } = running;
    await startTraining(page, 'At work', 200);
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    for (const name of ['Second', 'First', 'Never']) {
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByLabel('Epochs', { exact: true }).fill('1');
      await page.getByRole('button', { name: 'Add to the queue' }).click();
      await page.locator('ol li', { hasText: name }).waitFor();
    }
    const waiting = () => page.locator('ol li .name').allInnerTexts();
    await page.getByRole('button', { name: 'Move First up' }).click();
    await eventually(waiting).toEqual(['First', 'Second', 'Never']);
    await page.getByRole('button', { name: 'Take Second out of the queue' }).click();
    await eventually(waiting).toEqual(['First', 'Never']);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await eventually(waiting).toEqual(['First', 'Second', 'Never']);
    await page.getByRole('button', { name: 'Take Never out of the queue' }).click();
    await eventually(waiting).toEqual(['First', 'Second']);

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await eventually(waiting).toEqual([]);
    await becomes('Second', 'finished', 'Finished');
    const [second, first] = await running.invoke('run.list');
    expect([first!.recipe.name, second!.recipe.name]).toEqual(['First', 'Second']);
    // The same recipe and seed: the same bits, and the app says so.
    expect(await running.invoke('run.twins', second!.id)).toEqual([first!.id]);
    await eventually(() => page.locator('.run').innerText()).toContain('the same bits as');
  });

  test('goes on from another run with its layers, some of them frozen', async () => {
    const { page } = running;
    await showFromRuns('To the end');
    await page.getByRole('button', { name: 'Continue from this run' }).click();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(
      'To the end, continued',
    );
    await page.locator('summary', { hasText: 'Start from a trained network' }).click();
    await page.getByLabel('Layer 1, 128 units').check();
    await page.getByLabel('Epochs', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Start training' }).click();
    await becomes('To the end, continued', 'finished', 'Finished');
    const [run] = await running.invoke('run.list');
    expect(run!.recipe.transfer).toMatchObject({ freeze: [0], head: 'keep' });
    await page.getByRole('combobox', { name: /^Begins as/ }).click();
    await page.getByRole('option', { name: 'Random weights' }).click();
    await page.locator('summary', { hasText: 'Start from a trained network' }).click();
  });

  test('is shown again after the window is loaded anew, and a stopped one is taken up beside it', async () => {
    const { page } = running;
    await page.reload();
    await becomes('To the end, continued', 'finished', 'Finished');
    await showFromRuns('Stopped');
    await inRun('Resume').click();
    await becomes('Stopped', 'running', 'Training');

    await showFromRuns('To the end');
    await page.getByText('“Stopped” is being trained now.').waitFor();
    await button('Show it').click();
    await becomes('Stopped', 'running', 'Training');
    await button('Stop').click();
    await becomes('Stopped', 'stopped', 'Stopped');
  });

  test('is deleted in Runs, where it is one button away, and brought back', async () => {
    const { page } = running;
    const names = async () => (await running.invoke('run.list')).map(({ recipe }) => recipe.name);
    await inRun('Open in Runs').click();
    await button('Delete').click();
    await eventually(names).not.toContain('Stopped');
    await goTo(page, 'train');
    await eventually(header).not.toMatch(/^Stopped\n/);
    await goTo(page, 'runs');
    await button('Undo').click();
    await eventually(names).toContain('Stopped');
  });
});
