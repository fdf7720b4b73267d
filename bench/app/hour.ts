import { rmSync } from 'node:fs';
import { launchApp, type RunningApp } from '../../test/e2e/support/app';
import { goTo } from '../../test/e2e/support/views';
import { drawDigits } from './hand';

/** What the window's own process holds, in bytes. */
export interface WindowMemory {
  /** Since the script began. */
  readonly minutes: number;
  /** Resident: what the system's task manager shows, libraries shared with other processes among it. */
  readonly resident: number;
  /** JavaScript's objects in use, not collected on purpose. */
  readonly heap: number;
}

/**
 * A person's hour, over and over: digits are drawn and read, 70,000 digits scrolled through, filtered, opened and looked at in every
 * pane, runs opened and compared, theme and language changed, while trainings run one after another. Prints a line of JSON a round.
 */
export async function measure({ minutes }: { minutes: number }): Promise<WindowMemory> {
  const app = await launchApp();
  try {
    const began = performance.now();
    const look = await memoryOf(app);
    let seen: WindowMemory;
    for (let round = 0; ; round++) {
      await keepTraining(app, round);
      await oneRound(app, round);
      const elapsed = (performance.now() - began) / 60_000;
      seen = { minutes: elapsed, ...(await look()) };
      if (elapsed >= minutes) break;
      console.log(JSON.stringify(seen));
    }
    const problems = app.problems();
    if (problems.length > 0) throw new Error(`The app logged an error: ${problems[0]!}`);
    return seen;
  } finally {
    await app.electron.close();
    for (const folder of [app.userData, app.library]) rmSync(folder, { recursive: true });
  }
}

async function memoryOf({
  electron,
  page,
}: RunningApp): Promise<() => Promise<Omit<WindowMemory, 'minutes'>>> {
  const devtools = await page.context().newCDPSession(page);
  return async () => {
    const resident = await electron.evaluate(({ app, BrowserWindow }) => {
      const id = BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId();
      return app.getAppMetrics().find(({ pid }) => pid === id)!.memory.workingSetSize * 1024;
    });
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return { resident, heap: usedSize };
  };
}

/** A training goes on all the time, of few epochs, so that runs begin and end as well. */
async function keepTraining(app: RunningApp, round: number): Promise<void> {
  const runs = await app.invoke('run.list');
  if (runs.some(({ status }) => status === 'running')) return;
  await app.invoke('run.start', { name: `Round ${round + 1}`, seed: round + 1, epochs: 120 });
}

async function oneRound(app: RunningApp, round: number): Promise<void> {
  const { page } = app;
  await goTo(page, 'sketch');
  await drawDigits(page, 1);

  await goTo(page, 'data');
  await choose(app, 'What to look at', 'Digits');
  const scroller = page.locator('.scroller');
  await scroller.locator('canvas').waitFor();
  await choose(app, 'Label', String(round % 10));
  await scroller.hover();
  for (let turn = 0; turn < 40; turn++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(50);
  }
  await choose(app, 'Label', 'All');
  await scroller.click({ position: { x: 30, y: 30 } });
  for (let step = 0; step < 10; step++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(100);
  }
  for (const pane of ['Statistics', 'Distortions', 'Digits']) {
    await choose(app, 'What to look at', pane);
    await page.waitForTimeout(2000);
  }

  await goTo(page, 'train');
  await page.waitForTimeout(12_000);

  await goTo(page, 'runs');
  const rows = page.getByRole('treegrid').locator('[data-index]');
  await rows.first().locator('.name').click();
  await page.waitForTimeout(3000);
  await page.locator('.page > button').click();

  await goTo(page, 'settings');
  const language = round % 2 === 0 ? 'zh-CN' : 'en';
  await app.invoke('settings.set', { theme: round % 2 === 0 ? 'dark' : 'light', language });
  await page.waitForTimeout(1000);
  await app.invoke('settings.set', { language: 'en' });
  await page.waitForTimeout(500);
}

async function choose({ page }: RunningApp, group: string, option: string): Promise<void> {
  await page
    .getByRole('radiogroup', { name: group })
    .getByRole('radio', { name: option, exact: true })
    .click();
}
