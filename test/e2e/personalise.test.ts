import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawingToPixels } from '../../src/core/digit/drawing-to-pixels';
import { drawingVariants } from '../support/drawing-variants';
import { launchApp, type RunningApp } from './support/app';
import { violations } from './support/axe';
import { dress, looks } from './support/looks';
import { eventually } from './support/views';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await running.page.locator('.paper canvas').waitFor();
});
afterAll(async () => {
  await running.close();
});

const dialog = () => running.page.getByRole('dialog', { name: 'Teach it your hand' });
const button = (name: string) => dialog().getByRole('button', { name, exact: true });
const network = () => running.page.locator('nav .model').innerText();

async function shoot(name: string): Promise<void> {
  const shots = process.env['SHOTS'];
  if (shots !== undefined) await running.page.screenshot({ path: `${shots}/${name}.png` });
}

/** A stroke with the pen of the keyboard. */
async function drawByKeys(): Promise<void> {
  const { page } = running;
  await dialog().getByRole('application').focus();
  await page.keyboard.press(' ');
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
}

test('a digit is asked for, drawn and kept by keyboard alone, and can be taken back', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Teach it your hand: Begin' }).focus();
  await page.keyboard.press('Enter');
  await dialog().getByText('Draw a 0', { exact: true }).waitFor();
  await drawByKeys();
  await page.keyboard.press('Enter');
  await dialog().getByText('Draw a 1', { exact: true }).waitFor();
  expect(await dialog().innerText()).toContain('1 of 70 drawings');
  await button('Take the last one back').click();
  await dialog().getByText('Draw a 0', { exact: true }).waitFor();
});

test('what was drawn is there again later, and the next one is asked for', async () => {
  const { page, invoke } = running;
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  // Six of each digit, from real strokes; the app would take minutes of drawing.
  for (const { digit, drawing } of drawingVariants().filter((_, i) => i % 10 < 3)) {
    await invoke('drawings.keep', {
      image: drawingToPixels(drawing),
      strokes: drawing,
      className: String(digit),
      model: null,
      readAs: null,
      purpose: 'personal',
    });
  }
  await page.getByRole('button', { name: 'Teach it your hand: Go on' }).click();
  await dialog().getByText('Draw a 0', { exact: true }).waitFor();
  expect(await dialog().innerText()).toContain('Held back to check by: number 2 of 2');
  expect(await violations(page)).toEqual([]);
  await shoot('personal-draw');
});

test('once all are drawn the network learns them, and says what it gained and lost', async () => {
  const { page } = running;
  for (let digit = 0; digit < 10; digit++) {
    await dialog().getByText(`Draw a ${digit}`, { exact: true }).waitFor();
    await drawByKeys();
    await button('Keep and go on').click();
  }
  await dialog().getByText('All 70 drawings are there.').waitFor();
  expect(await violations(page)).toEqual([]);
  await button('Teach the network').click();
  await dialog().getByRole('heading', { name: 'Before and after' }).waitFor({ timeout: 150_000 });
  expect(await dialog().getByRole('row').allInnerTexts()).toEqual([
    expect.stringContaining('Before'),
    expect.stringMatching(/held back \(20\)\s+\d+\.\d\u202f%\s+\d+\.\d\u202f%/),
    expect.stringMatching(/Test digits of MNIST \(10,000\)\s+9\d\.\d\d\u202f%\s+9\d\.\d\d\u202f%/),
  ]);
});

test.each(looks)('axe finds nothing in the result: %s, %s', async (theme, language) => {
  await dress(running, [theme, language]);
  await shoot(`personal-${theme}-${language}`);
  expect(await violations(running.page)).toEqual([]);
});

test('it is kept in one click, undone in one, and comes back', async () => {
  const { invoke } = running;
  await invoke('settings.set', { language: 'en', theme: 'light' });
  await button('Keep this network').click();
  await eventually(network).toBe('My hand');
  await button('Undo').click();
  await eventually(network).toBe('Strongest network');
  await eventually(async () => (await invoke('run.list')).length).toBe(0);
  await button('Bring it back').click();
  await eventually(network).toBe('My hand');
  const [run] = await invoke('run.list');
  expect(run!.recipe.transfer).toMatchObject({ from: { type: 'shipped', id: 'strongest' } });
});

test('a network that is gone is said to be, in a sentence', async () => {
  const gone = running.invoke('personal.start', { model: 'run:gone', name: 'x' });
  await expect(gone).rejects.toThrow('There is no network run:gone');
  await expect(running.invoke('personal.result', 'gone')).rejects.toThrow('gone');
});
