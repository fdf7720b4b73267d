import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunId } from '../../src/core/metrics/run';
import { makeManyRuns } from '../support/many-runs';
import { launchApp, temporaryFolder, type RunningApp } from './support/app';
import { violations } from './support/axe';
import { dress, looks } from './support/looks';
import { eventually, goTo } from './support/views';

const library = temporaryFolder('library');
let running: RunningApp;
/** Two that were really trained, on few digits. */
let first: RunId;
let second: RunId;

beforeAll(async () => {
  await makeManyRuns(library, 1000);
  running = await launchApp({ library });
  await running.page.locator('nav').waitFor();
});
afterAll(async () => {
  await running.close();
  fs.rmSync(library, { recursive: true, force: true });
});

async function train(name: string, seed: number): Promise<RunId> {
  const run = await running.invoke('run.start', {
    name,
    seed,
    epochs: 2,
    subset: { type: 'first', count: 2000 },
    validation: { count: 500 },
  });
  await eventually(async () => (await running.invoke('run.get', run)).status).toBe('finished');
  return run;
}

const table = () => running.page.getByRole('treegrid');
const rows = () => table().locator('[data-index]');
const rowCount = async () => Number(await table().getAttribute('aria-rowcount')) - 1;
const search = (text: string) => running.page.getByRole('searchbox').fill(text);
const current = () => table().locator('.current');
async function keys(...names: string[]): Promise<void> {
  for (const name of names) await running.page.keyboard.press(name);
}
/** Answers the system's dialogs, which cannot be operated from here; everything after them is real. */
async function answerDialogs(file: string): Promise<void> {
  await running.electron.evaluate(({ dialog }, file) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, file);
}
const button = (name: string) => running.page.getByRole('button', { name, exact: true });

test('two runs are trained beside a thousand others', async () => {
  first = await train('Trained tortoise', 1);
  second = await train('Trained hare', 2);
  await goTo(running.page, 'runs');
  await rows().first().waitFor();
});

describe('a thousand runs', () => {
  test('are all in the table, and few of them in the page', async () => {
    await rows().first().waitFor();
    expect(await rowCount()).toBe(1002);
    expect(await rows().count()).toBeLessThan(60);
  });

  test('are reached by keys alone, from the first to the last', async () => {
    await table().focus();
    await keys('Home');
    expect(await current().getAttribute('aria-rowindex')).toBe('2');
    expect(await current().innerText()).toContain('Trained hare');
    await keys('ArrowDown', 'PageDown', 'End');
    expect(await current().getAttribute('aria-rowindex')).toBe('1003');
    const box = (await current().boundingBox())!;
    const frame = (await table().boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(frame.y + frame.height + 1);
    // What is said to be at the keyboard's line is there.
    const id = await table().getAttribute('aria-activedescendant');
    expect(await running.page.locator(`#${id!}`).count()).toBe(1);
  });

  test('stay painted wherever they are scrolled to', async () => {
    for (const share of [0.9, 0.1, 0.5, 0]) {
      await table().evaluate((element, share) => {
        element.scrollTop = share * element.scrollHeight;
      }, share);
      await eventually(() =>
        table().evaluate((element) => {
          const { left, top, height } = element.getBoundingClientRect();
          const at = document.elementFromPoint(left + 60, top + height / 2);
          return at?.closest('[data-index]') !== null;
        }),
      ).toBe(true);
    }
  });

  test('are searched, filtered, sorted and grouped', async () => {
    const { page } = running;
    await search('renamed 950');
    await eventually(rowCount).toBe(1);
    expect(await rows().first().innerText()).toContain('Renamed 950');
    await search('nowhere to be found');
    await page.getByText('No run fits the search.').waitFor();
    await button('Show all runs').click();
    await eventually(rowCount).toBe(1002);

    await table().getByRole('button', { name: 'Test' }).click();
    const test = table().getByRole('columnheader', { name: 'Test' });
    expect(await test.getAttribute('aria-sort')).toBe('descending');
    const best = (await running.invoke('run.list')).map((run) => run.testAccuracy ?? 0);
    const shown = await rows().first().locator('.strong').innerText();
    expect(parseFloat(shown)).toBeCloseTo(100 * Math.max(...best), 2);
    await table().getByRole('button', { name: 'Started' }).click();

    await search('trained');
    await page.getByLabel('Group by recipe').check();
    await eventually(rowCount).toBe(1);
    expect(await rows().first().innerText()).toMatch(/× 2[^]*1, 2[^]*\d\d\.\d\d ± \d+\.\d\d/);
    await table().focus();
    await keys('Home', 'ArrowRight');
    await eventually(rowCount).toBe(3);
    await keys('ArrowLeft');
    await eventually(rowCount).toBe(1);
    await page.getByLabel('Group by recipe').uncheck();
  });

  test('show the columns a person wants', async () => {
    const { page } = running;
    await button('Columns').click();
    await page.getByRole('checkbox', { name: 'Machine' }).check();
    await page.getByRole('checkbox', { name: 'Tags' }).uncheck();
    await keys('Escape');
    const headings = await table().getByRole('columnheader').allInnerTexts();
    expect(headings.map((text) => text.trim())).toContain('Machine');
    expect(headings.map((text) => text.trim())).not.toContain('Tags');
    await button('Columns').click();
    await page.getByRole('checkbox', { name: 'Machine' }).uncheck();
    await page.getByRole('checkbox', { name: 'Tags' }).check();
    await keys('Escape');
  });

  test('are marked and deleted by keys, and brought back', async () => {
    const { page } = running;
    await search('odd');
    await eventually(rowCount).toBeGreaterThan(10);
    const before = await rowCount();
    await table().focus();
    await keys('Home', 'Space', 'ArrowDown', 'Space');
    await page.getByText('2 runs marked').waitFor();
    await keys('Delete');
    await eventually(rowCount).toBe(before - 2);
    await page.getByText('2 runs were deleted.').waitFor();
    await keys('Control+z');
    await eventually(rowCount).toBe(before);
    // What was typed into the search before stays.
    expect(await page.getByRole('searchbox').inputValue()).toBe('odd');
    await keys('Escape');
  });
});

describe('a run', () => {
  test('is opened by Enter, with its recipe, curves, mistakes and where it was trained', async () => {
    const { page } = running;
    await search('tortoise');
    await eventually(rowCount).toBe(1);
    await table().focus();
    await keys('Home', 'Enter');
    await page.getByRole('heading', { name: 'Trained tortoise' }).waitFor();
    await page.locator('.u-wrap').first().waitFor();
    expect(await page.locator('aside').innerText()).toContain(
      '784-128-10 ReLU, 2 epochs in batches of 64 with SGD 0.01, momentum 0.9, seed 1.',
    );
    const cells = await page.locator('.matrix tbody td').allInnerTexts();
    const sum = cells.reduce((all, cell) => all + Number(cell.replace(',', '')), 0);
    expect(sum).toBe(10_000);
    expect(await page.locator('aside').innerText()).toContain('1 with this run');
  });

  test('is renamed, tagged and described, and each is taken back', async () => {
    const { page } = running;
    await button('Rename').click();
    await page.getByLabel('Name of the run').fill('A better name');
    await keys('Enter');
    await page.getByRole('heading', { name: 'A better name' }).waitFor();
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('careful, paper');
    await keys('Enter');
    await button('Remove tag careful').waitFor();
    await page.getByLabel('Notes').fill('Trained on few digits');
    await keys('Tab');
    await eventually(async () => (await running.invoke('run.get', first)).notes).not.toBe('');
    const { title, tags, notes } = await running.invoke('run.get', first);
    expect([title, tags, notes]).toEqual([
      'A better name',
      ['careful', 'paper'],
      'Trained on few digits',
    ]);
    const now = async () => {
      const { title, tags, notes } = await running.invoke('run.get', first);
      return [title, tags.length, notes];
    };
    await button('Undo').click();
    await eventually(now).toEqual(['A better name', 2, '']);
    await keys('Control+z');
    await eventually(now).toEqual(['A better name', 0, '']);
    await keys('Control+z');
    await eventually(now).toEqual([null, 0, '']);
  });

  test('becomes a recipe again, to be started anew or trained further', async () => {
    const { page } = running;
    await button('New recipe from it').click();
    const name = page.getByLabel('Name', { exact: true });
    expect(await name.inputValue()).toBe('Trained tortoise');
    await goTo(page, 'runs');
    await button('Train further').click();
    expect(await name.inputValue()).toBe('Trained tortoise, further');
    expect(await page.getByRole('button', { name: 'Start training' }).isEnabled()).toBe(true);
    await goTo(page, 'runs');
  });

  test('has the same fingerprint each time it is asked for', async () => {
    await button('Show fingerprint').click();
    const shown = running.page.locator('.hash');
    await shown.waitFor();
    const { all } = await running.invoke('run.fingerprint', first);
    expect(await shown.innerText()).toBe(all);
  });

  test('gets a model card in the language of the window', async () => {
    const file = path.join(library, 'card.md');
    await answerDialogs(file);
    await button('Model card…').click();
    await running.page.getByText(`The model card is ${file}.`).waitFor();
    expect(fs.readFileSync(file, 'utf8')).toMatch(/^# /);
  });

  test('goes out in one file; deleted, it comes back from it', async () => {
    const { page } = running;
    const file = path.join(library, 'really.inkling-run');
    await answerDialogs(file);
    const { all } = await running.invoke('run.fingerprint', first);
    await button('Save as file…').click();
    await page.getByText(`Everything of this run is in ${file}.`).waitFor();
    await button('Delete').click();
    await eventually(rowCount).toBe(0);
    await button('Open a run file…').click();
    await page.getByText('had been deleted and is back').waitFor();
    await eventually(rowCount).toBe(1);
    await button('Open a run file…').click();
    await page.getByText('was among your runs already, to the bit').waitFor();
    expect((await running.invoke('run.fingerprint', first)).all).toBe(all);
  });

  test('in a damaged file is refused in a sentence, and nothing is lost', async () => {
    const file = path.join(library, 'really.inkling-run');
    const bytes = fs.readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    fs.writeFileSync(file, bytes);
    await button('Open a run file…').click();
    const alert = running.page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/is damaged: .* Nothing was taken from it\./);
    await search('');
    await eventually(rowCount).toBe(1002);
  });
});

describe('comparing', () => {
  test('lays curves over each other, shows the differences, and tests on the same digits', async () => {
    const { page } = running;
    await search('2000');
    await eventually(rowCount).toBe(2);
    await table().focus();
    await keys('Home', 'Space', 'ArrowDown', 'Space');
    await button('Compare').click();
    await page.getByRole('heading', { name: '2 runs compared' }).waitFor();
    await page.locator('.u-wrap').first().waitFor();
    const differences = page.getByRole('region', { name: 'Differences between the recipes' });
    expect(await differences.locator('tbody th').allInnerTexts()).toEqual(['Seed']);
    await page.getByText('over 2 seeds of').waitFor();

    const looks = await running.invoke('run.facts', second);
    await button('Test on the same digits').click();
    await page.getByText(/looked at [\d,]+ times/).waitFor();
    const [result, after] = [
      await running.invoke('runs.compare', [second, first]),
      await running.invoke('run.facts', second),
    ];
    expect(after.dataLooks).toBe(looks.dataLooks + 4);
    const [pair] = result.pairs;
    const shown = await page.locator('section:last-of-type tbody td').allInnerTexts();
    expect(Number(shown[0]!.replace('−', '-'))).toBeCloseTo(100 * pair!.difference, 1);
    expect(shown.slice(2, 4).map(Number)).toEqual([pair!.onlyFirst, pair!.onlySecond]);
  });
});

describe('axe finds nothing', () => {
  test.each(looks)('in runs compared, %s, %s', async (theme, language) => {
    await dress(running, [theme, language]);
    expect(await violations(running.page)).toEqual([]);
  });

  test('and at 200 % they need no scrolling sideways', async () => {
    const { page, electron } = running;
    const zoom = (factor: number) =>
      electron.evaluate(({ BrowserWindow }, factor) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setContentSize(1280, 800);
        window?.webContents.setZoomFactor(factor);
      }, factor);
    await zoom(2);
    await eventually(() => page.evaluate(() => document.body.clientWidth)).toBeLessThan(700);
    const over = await page.evaluate(() => {
      const main = document.querySelector('main')!;
      return main.scrollWidth - main.clientWidth;
    });
    expect(over).toBe(0);
    expect(await violations(page)).toEqual([]);
    await zoom(1);
  });

  test('in a run and in a table with marks, in every theme and language', async () => {
    const { page } = running;
    await page.locator('.page > button').click();
    await table().waitFor();
    for (const [theme, language] of looks) {
      await dress(running, [theme, language]);
      expect(await violations(page)).toEqual([]);
    }
    await rows().first().locator('.name').click();
    await page.locator('.matrix').waitFor();
    for (const [theme, language] of looks) {
      await dress(running, [theme, language]);
      expect(await violations(page)).toEqual([]);
    }
  });
});
