import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMessages } from '../../src/messages';
import { drawings } from '../support/drawing-variants';
import { mnist } from '../support/mnist';
import { launchApp, type RunningApp } from './support/app';
import { violations } from './support/axe';
import { draw, scribble } from './support/draw';
import { dress, looks } from './support/looks';
import { eventually, goTo, startTraining, views } from './support/views';

// Runs compared, a run with its matrix, the answer to “Why not 7?” and the panels of personalising are audited where their
// own tests have them open: runs.test.ts, why.test.ts, personalise.test.ts.

const { t } = createMessages('en');
let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  const { page } = running;
  await page.locator('.paper canvas').waitFor();
  await startTraining(page, 'For the audit', 1);
  await page.locator('.figures.done').waitFor();
  await goTo(page, 'sketch');
  await draw(page, drawings()[0]!.drawing);
  await goTo(page, 'data');
  await page.locator('.scroller').click({ position: { x: 30, y: 30 } });
});
afterAll(async () => {
  await running.close();
});

const cases = views.flatMap((view) => looks.map((look) => [view, ...look] as const));
const button = (name: string) => running.page.getByRole('button', { name, exact: true });
async function auditInEveryLook(): Promise<void> {
  for (const look of looks) {
    await dress(running, look);
    expect(await violations(running.page), look.join(', ')).toEqual([]);
  }
  await dress(running, ['light', 'en']);
}

describe('axe finds nothing', () => {
  test.each(cases)('%s, %s, %s', async (view, theme, language) => {
    await dress(running, [theme, language]);
    await goTo(running.page, view);
    expect(await violations(running.page)).toEqual([]);
  });

  test('in a recipe with every group open, beside a training at work', async () => {
    const { page } = running;
    await dress(running, ['light', 'en']);
    await startTraining(page, 'At work', 500);
    await button(t('train:pause')).waitFor();
    const groups = page.locator('form details:not([open]) > summary');
    while ((await groups.count()) > 0) await groups.first().click();
    await page.getByText(t('train:weights')).waitFor();
    await auditInEveryLook();
    await button(t('train:stop')).click();
    await eventually(() => page.locator('.run header').first().innerText()).toContain(
      t('train:status.stopped'),
    );
  });

  test('in a drawing with what decided drawn over it', async () => {
    const { page } = running;
    await goTo(page, 'sketch');
    await page.getByRole('radio', { name: t('sketch:sees.occlusion') }).click();
    await page.locator('.sees .map').waitFor();
    await auditInEveryLook();
  });

  test('in a drawing that may be no digit, said so', async () => {
    const { page } = running;
    await goTo(page, 'sketch');
    await page.keyboard.press('Control+k');
    await draw(page, scribble);
    await page.getByText(t('sketch:strange')).waitFor({ timeout: 60_000 });
    await auditInEveryLook();
  });

  test('in the list of shortcuts', async () => {
    const { page } = running;
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await auditInEveryLook();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('in a data set about to be imported, with a line that was refused', async () => {
    const { page, electron, library } = running;
    const file = path.join(library, 'digits.csv');
    const lines = Array.from({ length: 30 }, (_, i) =>
      [mnist.train.labels[i]!, ...mnist.train.images.subarray(784 * i, 784 * (i + 1))].join(','),
    );
    fs.writeFileSync(file, `${lines.join('\n')}\n${lines[0]!.replace(/,\d+$/, ',300')}\n`);
    await electron.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, file);
    await goTo(page, 'data');
    await button(t('datasets:import')).click();
    await page.getByRole('menuitem', { name: t('datasets:import.files') }).click();
    await page.getByText(t('datasets:preview.refusedSome', { count: 1 })).click();
    await auditInEveryLook();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('datasets:cancel') })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe('motion', () => {
  /** Opens or closes a group of the recipe, whose arrow turns; how many things move then. */
  const moving = () =>
    running.page
      .locator('form details > summary')
      .first()
      .evaluate((summary: HTMLElement) => {
        summary.click();
        return document.getAnimations().length;
      });

  test('there is a little of', async () => {
    await goTo(running.page, 'train');
    expect(await moving()).toBeGreaterThan(0);
  });

  test('there is none of for those who asked for less', async () => {
    const { page } = running;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).toBe(0);
    for (const view of views) {
      await goTo(page, view);
      expect(await page.evaluate(() => document.getAnimations().length), view).toBe(0);
    }
    await page.emulateMedia({ reducedMotion: null });
  });
});

describe('at 200 %', () => {
  beforeAll(async () => {
    await running.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(1280, 800);
      window?.webContents.setZoomFactor(2);
    });
    await running.page.waitForFunction(() => document.body.clientWidth < 700);
  });

  const viewsInLanguages = views.flatMap((view) =>
    (['en', 'zh-CN'] as const).map((language) => [view, language] as const),
  );
  test.each(viewsInLanguages)(
    '%s in %s needs no scrolling sideways, and no words are cut off',
    async (view, language) => {
      const { page } = running;
      await dress(running, ['light', language]);
      await goTo(page, view);
      const over = await page.evaluate(() => {
        const main = document.querySelector('main')!;
        return main.scrollWidth - main.clientWidth;
      });
      expect(over).toBe(0);
      expect(await cutOff()).toEqual([]);
    },
  );

  /** Words that reach out of an ancestor that hides what reaches out of it and cannot be scrolled. */
  function cutOff(): Promise<string[]> {
    return running.page.evaluate(() => {
      const hides = (style: string) => style === 'hidden' || style === 'clip';
      const found: string[] = [];
      const walker = document.createTreeWalker(
        document.querySelector('main')!,
        NodeFilter.SHOW_TEXT,
      );
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement!;
        if (
          node.textContent!.trim() === '' ||
          parent.closest('.visually-hidden, [title], [aria-hidden=true]')
        )
          continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const words = range.getBoundingClientRect();
        if (words.width === 0) continue;
        for (let box: HTMLElement | null = parent; box !== null; box = box.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(box);
          if (!hides(overflowX) && !hides(overflowY)) {
            if (overflowX !== 'visible') break;
            continue;
          }
          const edge = box.getBoundingClientRect();
          const wide =
            hides(overflowX) && (words.right > edge.right + 1 || words.left < edge.left - 1);
          const high =
            hides(overflowY) && (words.bottom > edge.bottom + 4 || words.top < edge.top - 4);
          if (wide || high)
            found.push(`${node.textContent!.trim()} (${box.tagName}.${box.className})`);
          break;
        }
      }
      return found;
    });
  }
});
