import { setTimeout } from 'node:timers/promises';
import type { RunningApp } from '../../test/e2e/support/app';
import type { Latency } from './figures';
import { drawDigits } from './hand';
import { installStopwatch, spread, type Stopwatch } from './in-page';

/** How soon the bars follow the pen: alone, and while a training runs on the other core. */
export async function barsLatency(
  app: RunningApp,
  rounds: number,
): Promise<{ idle: Latency; training: Latency }> {
  const { page } = app;
  await page.locator('.paper canvas').waitFor();
  await installStopwatch(page);
  await watchBars(app);
  await draw(app, 1);
  await takeTimes(app);

  await draw(app, rounds);
  const idle = await takeTimes(app);

  const run = await app.invoke('run.start', { epochs: 1000 });
  while ((await app.invoke('run.metrics', { run, since: 0 })).length === 0) await setTimeout(50);
  await draw(app, rounds);
  const training = await takeTimes(app);
  await app.invoke('run.stop', run);
  while ((await app.invoke('run.get', run)).status === 'running') await setTimeout(50);
  return { idle, training };
}

interface Watched {
  readonly pending: number[];
  readonly times: number[];
  unchanged: number;
}

/** Notes each pointer event, and the end of the frame that shows what came of it. */
async function watchBars({ page }: RunningApp): Promise<void> {
  await page.evaluate(() => {
    const { stopwatch } = globalThis as unknown as { stopwatch: Stopwatch };
    const watched: Watched = { pending: [], times: [], unchanged: 0 };
    Object.assign(globalThis, { watched });
    const note = (event: Event): void => {
      watched.pending.push(event.timeStamp);
    };
    const paper = document.querySelector('.paper canvas')!;
    paper.addEventListener('pointerdown', note, { capture: true });
    // What the pen reports, as it reports it.
    paper.addEventListener('pointerrawupdate', note, { capture: true });
    const bars = [...document.querySelectorAll('ul')].find(
      (list) => list.querySelector('.fill') !== null,
    )!;
    new MutationObserver(() => {
      const answered = watched.pending.splice(0);
      if (answered.length === 0) return;
      void stopwatch.painted().then((end) => {
        for (const began of answered) watched.times.push(end - began);
      });
    }).observe(bars, { subtree: true, attributes: true, childList: true, characterData: true });
  });
}

/** One event at a time: each is answered, or known to change nothing, before the next is sent. */
async function draw({ page }: RunningApp, rounds: number): Promise<void> {
  await drawDigits(page, rounds, () =>
    page.evaluate(async () => {
      const { watched } = globalThis as unknown as { watched: Watched };
      for (let frame = 0; frame < 12 && watched.pending.length > 0; frame++) {
        await new Promise(requestAnimationFrame);
      }
      watched.unchanged += watched.pending.splice(0).length;
    }),
  );
}

async function takeTimes({ page }: RunningApp): Promise<Latency> {
  const { times, unchanged } = await page.evaluate(() => {
    const { watched } = globalThis as unknown as { watched: Watched };
    const taken = { times: watched.times.splice(0), unchanged: watched.unchanged };
    watched.unchanged = 0;
    return taken;
  });
  return { ...spread(times), events: times.length, unchanged };
}
