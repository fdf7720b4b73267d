import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawings, drawingVariants } from '../support/drawing-variants';
import { launchApp, type RunningApp } from './support/app';
import { draw } from './support/draw';
import { eventually } from './support/views';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await running.page.locator('.paper canvas').waitFor();
});
afterAll(async () => {
  await running.close();
});

/** What the window says it reads, once the reading belongs to what is on the paper. */
async function reads(): Promise<string> {
  const { page } = running;
  // Spoken when the pen is up and the reading is of the whole drawing.
  await page.waitForFunction(() =>
    /\d/.test(document.querySelector('.verdict [aria-live]')?.textContent ?? ''),
  );
  return (await page.locator('.verdict .digit').innerText()).trim();
}
/** Nothing may be left of the drawing before. */
async function clear(): Promise<void> {
  await running.page.keyboard.press('Control+k');
  await running.page.locator('.hint').waitFor();
}
const ink = () =>
  running.page.locator('.paper canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, value, i) => sum + (i % 4 === 3 && value > 0 ? 1 : 0), 0);
  });
const seven = drawings().find(({ name }) => name === '7-neat')!;
const four = drawings().find(({ name }) => name === '4-neat')!;

describe('at first start', () => {
  test('the strongest network that ships is in use, and nothing is read of an empty paper', async () => {
    const { page } = running;
    expect(await page.locator('nav .model').innerText()).toBe('Strongest network');
    expect(await page.locator('.verdict .digit').innerText()).toBe('–');
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  });

  test('a drawn digit is read, and its ten probabilities sum to 100 %', async () => {
    const { page } = running;
    await draw(page, seven.drawing);
    expect(await reads()).toBe('7');
    const shown = await page.locator('li .percent').allInnerTexts();
    const sum = shown.reduce((total, text) => total + parseFloat(text), 0);
    expect(shown).toHaveLength(10);
    expect(sum).toBeCloseTo(100, 0);
    await clear();
  });

  test('the 28×28 beside it is what the network sees: the ink centred in 20×20', async () => {
    const { page } = running;
    await draw(page, four.drawing);
    await reads();
    const box = await page.locator('.sees canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, 28, 28);
      const paper = data[0]!;
      const inked = Array.from({ length: 784 }, (_, i) => i).filter(
        (i) => data[i * 4]! < paper - 40,
      );
      const xs = inked.map((i) => i % 28);
      const ys = inked.map((i) => Math.floor(i / 28));
      return {
        width: Math.max(...xs) - Math.min(...xs) + 1,
        height: Math.max(...ys) - Math.min(...ys) + 1,
      };
    });
    expect(Math.max(box.width, box.height)).toBeGreaterThanOrEqual(18);
    expect(Math.max(box.width, box.height)).toBeLessThanOrEqual(20);
    await clear();
  });
});

describe('undo, redo and clear', () => {
  test('take strokes away and bring them back, by key and by button', async () => {
    const { page } = running;
    await draw(page, four.drawing);
    const whole = await ink();
    await page.keyboard.press('Control+z');
    await eventually(ink).toBeLessThan(whole);
    expect(await ink()).toBeGreaterThan(0);
    await page.keyboard.press('Control+Shift+z');
    await eventually(ink).toBe(whole);
    await page.getByRole('button', { name: 'Clear' }).click();
    await eventually(ink).toBe(0);
    expect(await page.locator('.verdict .digit').innerText()).toBe('–');
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(ink).toBe(whole);
    expect(await reads()).toBe('4');
    await clear();
  });

  test('the drawing is still there after another view', async () => {
    const { page } = running;
    await draw(page, seven.drawing);
    const whole = await ink();
    await page.keyboard.press('2');
    await page.keyboard.press('1');
    await eventually(ink).toBe(whole);
    expect(await reads()).toBe('7');
    await clear();
  });
});

test('reads at least 190 of 200 drawings by pointer', async () => {
  const misread: string[] = [];
  const variants = drawingVariants();
  for (const { name, digit, drawing } of variants) {
    await draw(running.page, drawing);
    const got = await reads();
    if (got !== String(digit)) misread.push(`${name} as ${got}`);
    await clear();
  }
  expect(variants).toHaveLength(200);
  expect(misread.length, misread.join(', ')).toBeLessThanOrEqual(10);
});
