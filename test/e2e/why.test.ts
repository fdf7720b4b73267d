import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawingToPixels } from '../../src/core/digit/drawing-to-pixels';
import { drawings } from '../support/drawing-variants';
import { launchApp, type RunningApp } from './support/app';
import { violations } from './support/axe';
import { draw } from './support/draw';
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
    .getByRole('heading', { name: `Why not a ${wanted}?` })
    .waitFor();
  await eventually(() => panel().getByRole('button', { name: 'Find out' }).isEnabled()).toBe(true);
  await panel().getByRole('button', { name: 'Find out' }).focus();
  await page.keyboard.press('Enter');
}

test('before anything is drawn it asks for a drawing', async () => {
  expect(await panel().innerText()).toContain('Draw something first.');
});

test('a 4 asked why it is no 7 gets a picture that is read as 7, and strokes that are', async () => {
  const { page } = running;
  await draw(page, four);
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

test.each(
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'zh-CN'] as const).map((language) => [theme, language] as const),
  ),
)('axe finds nothing in the answer: %s, %s', async (theme, language) => {
  const { page, invoke } = running;
  await invoke('settings.set', { theme, language });
  await page.waitForFunction(
    ([theme, language]) =>
      document.documentElement.dataset['theme'] === theme &&
      document.documentElement.lang === language,
    [theme, language] as const,
  );
  const shots = process.env['SHOTS'];
  if (shots !== undefined) {
    await panel().screenshot({ path: `${shots}/why-${theme}-${language}.png` });
  }
  expect(await violations(page)).toEqual([]);
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
