import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawingToPixels } from '../../src/core/digit/drawing-to-pixels';
import { drawings } from '../support/drawing-variants';
import { launchApp, type RunningApp } from './support/app';
import { violations } from './support/axe';
import { draw } from './support/draw';
import { tabTo } from './support/keyboard';
import { dress, looks } from './support/looks';
import { eventually } from './support/views';

const four = drawings().find(({ name }) => name === '4-neat')!.drawing;

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await running.page.locator('.paper canvas').waitFor();
});
afterAll(async () => {
  await running.close();
});

const panel = () => running.page.locator('section[aria-labelledby=why-title]');
const verdict = () => running.page.locator('.verdict .digit').innerText();

/** Chooses what was meant by keyboard alone: a select takes the letter typed. */
async function ask(wanted: string): Promise<void> {
  const { page } = running;
  await panel().getByRole('combobox', { name: 'What you meant' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: wanted, exact: true }).waitFor();
  await page.keyboard.type(wanted);
  await page.keyboard.press('Enter');
  await panel()
    .getByRole('heading', { name: `Why not ${wanted}?` })
    .waitFor();
  await eventually(() => panel().getByRole('button', { name: 'Find out' }).isEnabled()).toBe(true);
  await panel().getByRole('button', { name: 'Find out' }).focus();
  await page.keyboard.press('Enter');
}

test('before anything is drawn it asks for a drawing', async () => {
  expect(await panel().innerText()).toContain('Draw something first.');
});

describe('a bar asks why it is not its digit', () => {
  const bar = (digit: string) =>
    running.page.getByRole('button', { name: new RegExp(`^${digit} .*Why not ${digit}\\?$`) });
  const heading = () => panel().getByRole('heading').first();

  test('by keys: Tab leads to the bars, arrows from one to the next', async () => {
    const { page } = running;
    await draw(page, four);
    await panel().getByRole('button', { name: 'Find out' }).waitFor();
    await tabTo(page, bar('0'));
    for (let step = 0; step < 7; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => heading().innerText()).toBe('Why not 7?');
    expect(await heading().evaluate((element) => element === document.activeElement)).toBe(true);
    await panel().getByText('Then read as 7', { exact: true }).waitFor({ timeout: 60_000 });
  });

  test('by a click, which ends the search before', async () => {
    await bar('9').click();
    await bar('3').click();
    await eventually(() => heading().innerText()).toBe('Why not 3?');
    await panel().getByText('Then read as 3', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await panel().getByRole('alert').count()).toBe(0);
  });

  test('but not the bar of what is read', async () => {
    expect(await bar('4').getAttribute('aria-disabled')).toBe('true');
    await bar('4').click({ force: true });
    expect(await heading().innerText()).toBe('Why not 3?');
  });
});

/** Strokes that a small network takes for another digit; the strongest wants more than one of them moved. */
async function readWithTheArticles(): Promise<void> {
  const { page } = running;
  await page.getByRole('combobox', { name: /^Network: / }).click();
  await page.getByRole('option', { name: /^Article’s network/ }).click();
  await eventually(() => page.locator('nav .model').innerText()).toBe('Article’s network');
}

test('a 4 asked why it is no 7 gets a picture that is read as 7, and strokes that are', async () => {
  await readWithTheArticles();
  await eventually(verdict).toBe('4');
  await ask('7');
  await panel().getByText('Then read as 7', { exact: true }).waitFor({ timeout: 60_000 });
  expect(await panel().getByRole('status').innerText()).toMatch(
    /^Ink is added .+ taken away .+\.$/,
  );
  expect(await panel().getByRole('img', { name: 'The nearest real 7' }).count()).toBe(1);
  expect(
    await panel()
      .getByRole('button', { name: /^Try it: Move stroke/ })
      .count(),
  ).toBeGreaterThan(0);
});

test('put on the paper, the changed picture moves the bars to 7, and Undo brings the 4 back', async () => {
  const { page } = running;
  await panel().getByRole('button', { name: 'Put it on the paper' }).click();
  await eventually(verdict).toBe('7');
  await page.keyboard.press('Control+z');
  await eventually(verdict).toBe('4');
});

test('so do the person’s own strokes, moved', async () => {
  const { page } = running;
  await panel()
    .getByRole('button', { name: /^Try it: Move stroke/ })
    .first()
    .click();
  await eventually(verdict).toBe('7');
  expect(await panel().innerText()).toContain('The drawing has changed since.');
  await page.keyboard.press('Control+z');
  await eventually(verdict).toBe('4');
});

test.each(looks)('axe finds nothing in the answer: %s, %s', async (theme, language) => {
  await dress(running, [theme, language]);
  const shots = process.env['SHOTS'];
  if (shots !== undefined) {
    await panel().screenshot({ path: `${shots}/why-${theme}-${language}.png` });
  }
  expect(await violations(running.page)).toEqual([]);
});

test('a search is ended by the next question, and a drawing already read so is refused in a sentence', async () => {
  const { invoke } = running;
  const question = { model: 'shipped:article', pixels: drawingToPixels(four), drawing: null };
  const [first, second] = await Promise.allSettled([
    invoke('why.ask', { ...question, target: 7 }),
    invoke('why.ask', { ...question, target: 4 }),
  ]);
  expect(first.status).toBe('rejected');
  expect(second).toMatchObject({ reason: { message: 'This drawing is read as 4 already.' } });
});
