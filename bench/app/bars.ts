import { setTimeout } from 'node:timers/promises';
import type { RunningApp } from '../../test/e2e/support/app';
import type { Latency } from './figures';
import { installStopwatch, spread, type Stopwatch } from './in-page';

/** Digits as a hand draws them, in the paper's unit square: an open loop, a bend, a loop with a tail. */
const strokes = [
  arc(0.5, 0.5, 0.22, 0.3, -1.4, 4.6),
  [...arc(0.48, 0.34, 0.16, 0.14, -2.6, 1.2), ...arc(0.46, 0.62, 0.18, 0.18, -1.2, 2.4)],
  [...arc(0.52, 0.36, 0.15, 0.15, 0, 6.2), ...line(0.67, 0.38, 0.58, 0.82)],
];

/** A point each 1/60 s or so: the hand's own pace. */
const POINT_EVERY_MS = 16;

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
  const box = (await page.locator('.paper canvas').boundingBox())!;
  const at = ([x, y]: readonly [number, number]): [number, number] => [
    box.x + x * box.width,
    box.y + y * box.height,
  ];
  const settle = () =>
    page.evaluate(async () => {
      const { watched } = globalThis as unknown as { watched: Watched };
      for (let frame = 0; frame < 12 && watched.pending.length > 0; frame++) {
        await new Promise(requestAnimationFrame);
      }
      watched.unchanged += watched.pending.splice(0).length;
    });
  for (let round = 0; round < rounds; round++) {
    for (const stroke of strokes) {
      await page.mouse.move(...at(stroke[0]!));
      await page.mouse.down();
      await settle();
      for (const point of stroke.slice(1)) {
        await setTimeout(POINT_EVERY_MS);
        await page.mouse.move(...at(point));
        await settle();
      }
      await page.mouse.up();
      await page.locator('.tools button').first().click();
    }
  }
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

/** Points of an ellipse's arc, angles in radians from the right, clockwise on the screen. */
function arc(
  x: number,
  y: number,
  rx: number,
  ry: number,
  from: number,
  to: number,
): (readonly [number, number])[] {
  return Array.from({ length: 30 }, (_, i) => {
    const angle = from + ((to - from) * i) / 29;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)] as const;
  });
}

function line(x0: number, y0: number, x1: number, y1: number): (readonly [number, number])[] {
  return Array.from({ length: 12 }, (_, i) => {
    const share = (i + 1) / 12;
    return [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share] as const;
  });
}
