import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const header = () => running.page.locator('.run header').first().innerText();
const row = (name: string) => running.page.locator('tbody tr', { hasText: name });
async function cell(name: string, column: number): Promise<string> {
  return row(name).locator('td').nth(column).innerText();
}

describe('the recipe', () => {
  test('says its size at once, and what is wrong where it is wrong', async () => {
    const { page } = running;
    await goTo(page, 'train');
    const estimate = page.locator('.estimate');
    await eventually(() => estimate.innerText()).toContain('101,770 weights');
    const units = page.getByLabel('Hidden units');
    await units.fill('256, 64');
    await eventually(() => estimate.innerText()).toContain('218,058 weights');
    await units.fill('0');
    expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true);
    expect(await page.locator('form small.error').allInnerTexts()).toEqual(['At least 1.']);
    await page.getByRole('button', { name: 'Back to the article’s recipe' }).click();
    expect(await units.inputValue()).toBe('128');
  });

  test('arrow keys step a number', async () => {
    const { page } = running;
    const rate = page.getByLabel('Learning rate');
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

    await page.locator('summary').click();
    await eventually(() => page.locator('details tbody tr').count()).toBe(3);
    await page.locator('summary').click();

    // 128 images of 28 × 28 in rows of 16, in colours on either side of paper.
    const picture = page.locator('.run canvas').last();
    await eventually(() => picture.evaluate((c: HTMLCanvasElement) => [c.width, c.height])).toEqual(
      [16 * 30 - 2, 8 * 30 - 2],
    );
    const epoch = page.getByRole('slider', { name: 'Epoch whose weights are shown' });
    await epoch.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await epoch.getAttribute('aria-valuetext')).toBe('Epoch 2');

    await row('To the end').getByRole('button', { name: 'in Sketch' }).click();
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
    await row('To the end').getByRole('button', { name: 'Export' }).click();
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
  });

  test('pauses, goes on, and stops', async () => {
    const { page } = running;
    await startTraining(page, 'Stopped', 200);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).first().waitFor();
    await eventually(header).toContain('Paused');
    const paused = await running.invoke('run.list');
    const before = paused.find(({ recipe }) => recipe.name === 'Stopped')!.step;

    await page.locator('form').getByRole('button', { name: 'Resume' }).click();
    await eventually(header).toContain('Training');
    await eventually(async () => (await running.invoke('run.list'))[0]!.step).toBeGreaterThan(
      before,
    );

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await eventually(header).toContain('Stopped');
    await page.getByRole('button', { name: 'Start training' }).waitFor();
    expect(await cell('Stopped', 1)).toBe('Stopped');
  });

  test('is in the list after the window is loaded anew, and a stopped one can be taken up again', async () => {
    const { page } = running;
    await page.reload();
    await row('To the end').waitFor();
    expect(await cell('To the end', 1)).toBe('Finished');
    await row('Stopped').getByRole('button', { name: 'Resume' }).click();
    await eventually(() => cell('Stopped', 1)).toBe('Training');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await eventually(() => cell('Stopped', 1)).toBe('Stopped');
  });

  test('is deleted, and brought back', async () => {
    const { page } = running;
    await row('Stopped').getByRole('button', { name: 'Delete' }).click();
    await eventually(() => row('Stopped').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => row('Stopped').count()).toBe(1);
  });
});
