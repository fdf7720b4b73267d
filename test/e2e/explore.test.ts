import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Preload } from '../../src/contract/client';
import { launchApp, workers, type RunningApp } from './support/app';
import { violations } from './support/axe';
import { dress } from './support/looks';
import { eventually, goTo } from './support/views';

// A data set as a whole, in the order in which a person comes upon it: each test goes on where the one before ended.

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await goTo(running.page, 'data');
  await running.page.locator('.scroller canvas').waitFor();
});
afterAll(async () => {
  await running.close();
});

async function choose(group: string, option: string): Promise<void> {
  await running.page
    .getByRole('radiogroup', { name: group })
    .getByRole('radio', { name: option, exact: true })
    .click();
}
const shown = async () =>
  Number((await running.page.locator('.filters .count').innerText()).replace(/\D/g, ''));

/** Pictures of a pane, for whoever looks at them, and what axe finds in each theme. */
async function look(name: string): Promise<void> {
  const to = process.env['INKLING_LOOK'];
  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'en'],
    ['light', 'zh-CN'],
  ] as const) {
    await dress(running, [theme, language]);
    if (to !== undefined) {
      fs.mkdirSync(to, { recursive: true });
      await running.page.screenshot({ path: path.join(to, `${name}-${theme}-${language}.png`) });
    }
    expect(await violations(running.page)).toEqual([]);
  }
  await running.invoke('settings.set', { theme: 'light', language: 'en' });
}

test('the digits a network is sure of and wrong about are found, opened, and compared with those near them', async () => {
  const { page } = running;
  await choose('Read', 'Wrong');
  await page.getByText('1 look at the test set so far').waitFor({ timeout: 60_000 });
  const wrong = await shown();
  expect(wrong).toBeGreaterThan(0);
  expect(wrong).toBeLessThan(70_000);
  const least = page.getByRole('slider', { name: 'At least so sure' });
  await least.focus();
  await page.keyboard.press('End');
  for (let percent = 100; percent > 90; percent--) await page.keyboard.press('ArrowLeft');
  await eventually(() => least.getAttribute('aria-valuenow')).toBe('90');
  await eventually(shown).toBeLessThan(wrong);
  expect(await shown()).toBeGreaterThan(0);

  await page.locator('.scroller').click({ position: { x: 30, y: 30 } });
  const reads = page.locator('aside dd.wrong');
  await reads.waitFor();
  const sure = /([\d.]+)\s?%/.exec(await reads.innerText())?.[1];
  expect(Number(sure)).toBeGreaterThanOrEqual(90);
  const near = page.getByRole('region', { name: 'Nearest training digits' });
  await eventually(() => near.getByRole('button').count()).toBe(8);
  await look('digits');
  const first = near.getByRole('button').first();
  const name = await first.getAttribute('aria-label');
  await first.click();
  await page.locator('aside').getByRole('img', { name: name! }).waitFor();
  await eventually(() => near.getByRole('button').count()).toBe(8);
});

test('the statistics show each class, its mean digit and how often it is there', async () => {
  const { page } = running;
  await choose('What to look at', 'Statistics');
  await page.getByRole('heading', { name: 'Classes' }).waitFor({ timeout: 60_000 });
  const rows = page.locator('.statistics section').first().locator('tbody tr');
  expect(await rows.count()).toBe(10);
  // MNIST's sevens.
  expect(await rows.nth(7).innerText()).toMatch(/6,265\s+1,028/);
  await look('statistics');
});

test('a map is drawn, and a region of it selects its digits in the grid', async () => {
  const { page } = running;
  await choose('What to look at', 'Map');
  await page.getByRole('combobox', { name: /^Digits on the map/ }).click();
  await page.getByRole('option', { name: '1,000 digits' }).click();
  await page.getByRole('button', { name: 'Draw the map' }).click();
  const map = page.getByRole('application', { name: /^Map of digits/ });
  await map.waitFor({ timeout: 60_000 });
  await choose('Drag to', 'Rectangle');
  const box = (await map.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 4, { steps: 4 });
  await page.mouse.up();
  const bar = page.getByRole('group', { name: 'Selection' });
  const selected = Number(/[\d,]+/.exec(await bar.innerText())![0].replace(',', ''));
  expect(selected).toBeGreaterThan(0);
  expect(selected).toBeLessThan(1000);
  await look('map');
  await bar.getByRole('button', { name: 'Show in the grid' }).click();
  await eventually(shown).toBe(selected);

  await bar.getByRole('button', { name: 'Use selection' }).click();
  await page.getByRole('menuitem', { name: 'Copy as a list' }).click();
  const copied = () => running.electron.evaluate(({ clipboard }) => clipboard.readText());
  await eventually(async () => (await copied()).split('\n').length).toBe(1 + selected);
});

test('a digit is seen distorted eight ways, and the recipe takes the distortions over', async () => {
  const { page } = running;
  await choose('What to look at', 'Distortions');
  const pictures = page.getByRole('region', { name: 'One digit, distorted' });
  expect(await pictures.getByRole('img').count()).toBe(1 + 8);
  const turn = page.getByRole('slider', { name: 'Turn' });
  await turn.focus();
  await page.keyboard.press('ArrowRight');
  const degrees = await turn.getAttribute('aria-valuenow');
  await look('distortions');
  await page.getByRole('button', { name: 'Use in a recipe' }).click();
  await page.getByRole('heading', { name: 'Train', level: 1 }).waitFor();
  await page.locator('form summary', { hasText: 'Distortions' }).click();
  expect(await page.getByLabel('Rotate', { exact: true }).inputValue()).toBe(degrees);
  await look('recipe');
});

test('a question that is stopped before its worker has started is not worked on', async () => {
  const { page } = running;
  const outcome = await page.evaluate(async () => {
    const { inkling, heard } = Object.assign(globalThis, { heard: [] as unknown[] }) as unknown as {
      inkling: Preload;
      heard: unknown[];
    };
    inkling.on('explore.progress', (payload) => {
      heard.push(payload);
    });
    const asked = inkling.invoke('explore.map', {
      task: 'too-early',
      dataset: 'mnist',
      model: null,
      sample: 20_000,
      seed: 1,
    });
    await inkling.invoke('explore.stop', 'too-early');
    return asked;
  });
  expect(outcome).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  await eventually(() => workers(running)).toEqual([]);
  // A worker that sets to work tells how far it is, first of all.
  expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)).toEqual(
    [],
  );
});
