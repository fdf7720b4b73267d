import type { RunningApp } from '../../test/e2e/support/app';
import type { AppFigures } from './figures';
import { installStopwatch, spread, type Stopwatch } from './in-page';

/** How soon a click on a view's name shows the view. The first round warms up: Data reads its 70,000 digits then. */
export async function switchViews(
  { page }: RunningApp,
  rounds: number,
): Promise<AppFigures['views']> {
  await installStopwatch(page);
  const names = await page.locator('nav button .title').allInnerTexts();
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [i, name] of names.entries()) {
      const shown = page.evaluate(
        (i) =>
          new Promise<number>((resolve) => {
            const { stopwatch } = globalThis as unknown as { stopwatch: Stopwatch };
            const button = document.querySelectorAll('nav button')[i]!;
            button.addEventListener(
              'click',
              ({ timeStamp }) => {
                // The view is put there in a microtask after the click's handlers.
                void Promise.resolve()
                  .then(() => stopwatch.painted())
                  .then((end) => {
                    resolve(end - timeStamp);
                  });
              },
              { once: true },
            );
          }),
        i,
      );
      await page.locator('nav button').nth(i).click();
      const took = await shown;
      if (round > 0) times.get(name)!.push(took);
      else await page.waitForTimeout(1500);
    }
  }
  return names.map((view) => ({ view, times: spread(times.get(view)!) }));
}
