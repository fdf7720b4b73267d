import { rmSync } from 'node:fs';
import { makeManyRuns } from '../../test/support/many-runs';
import { launchApp, temporaryFolder } from '../../test/e2e/support/app';
import type { AppFigures } from './figures';
import { installStopwatch, spread, type Stopwatch } from './in-page';

const RUNS = 1000;

/**
 * How soon a click on Runs shows the table of many runs, in an app of its own: the first time after a start, and again, from Settings. The library
 * has read the list by then, as it has a moment after every start.
 */
export async function openRunTable(times: number): Promise<AppFigures['runTable']> {
  const library = temporaryFolder('bench-runs');
  await makeManyRuns(library, RUNS);
  const app = await launchApp({ library });
  const { page } = app;
  const buttons = page.locator('nav button');
  const runs = 3;
  const click = async () => {
    const shown = page.evaluate(
      (runs) =>
        new Promise<number>((resolve, reject) => {
          const { stopwatch } = globalThis as unknown as { stopwatch: Stopwatch };
          document.querySelectorAll('nav button')[runs]!.addEventListener(
            'click',
            ({ timeStamp }) => {
              void Promise.resolve()
                .then(() => stopwatch.painted())
                .then((end) => {
                  // A table without rows would be quick to paint.
                  const rows = document.querySelectorAll('[role=treegrid] [data-index]').length;
                  if (rows < 10) reject(new Error(`${rows} rows were painted`));
                  else resolve(end - timeStamp);
                });
            },
            { once: true },
          );
        }),
      runs,
    );
    await buttons.nth(runs).click();
    return shown;
  };
  try {
    await installStopwatch(page);
    await page.waitForTimeout(2000);
    const first = await click();
    const later: number[] = [];
    for (let i = 0; i < times; i++) {
      await buttons.last().click();
      await page.waitForTimeout(300);
      later.push(await click());
    }
    return { runs: RUNS, first, times: spread(later) };
  } finally {
    await app.electron.close();
    for (const folder of [app.userData, library]) rmSync(folder, { recursive: true });
  }
}
