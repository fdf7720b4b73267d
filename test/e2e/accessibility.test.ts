import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawings } from '../support/drawing-variants';
import { launchApp, type RunningApp } from './support/app';
import { violations } from './support/axe';
import { draw } from './support/draw';
import { eventually, goTo, startTraining, views } from './support/views';

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

const cases = views.flatMap((view) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'zh-CN'] as const).map((language) => [view, theme, language] as const),
  ),
);

describe('axe finds nothing', () => {
  test.each(cases)('%s, %s, %s', async (view, theme, language) => {
    await running.invoke('settings.set', { theme, language });
    await running.page.waitForFunction(
      ([theme, language]) =>
        document.documentElement.dataset['theme'] === theme &&
        document.documentElement.lang === language,
      [theme, language] as const,
    );
    await goTo(running.page, view);
    expect(await violations(running.page)).toEqual([]);
  });
});

describe('at 200 %', () => {
  test.each(views)('%s needs no scrolling sideways', async (view) => {
    const { page, electron } = running;
    await electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(1280, 800);
      window?.webContents.setZoomFactor(2);
    });
    await goTo(page, view);
    await eventually(() => page.evaluate(() => document.body.clientWidth)).toBeLessThan(700);
    const over = await page.evaluate(() => {
      const main = document.querySelector('main')!;
      return main.scrollWidth - main.clientWidth;
    });
    expect(over).toBe(0);
  });
});
