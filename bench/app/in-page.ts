import type { Page } from 'playwright-core';
import { quantile } from '../statistics';
import type { Spread } from './figures';

/** Functions of ours that live in the page while it is measured. */
export interface Stopwatch {
  /** The end of the frame that shows what is there now, on the clock of events' time stamps. */
  painted(): Promise<number>;
}

/** Puts the stopwatch into the page. */
export async function installStopwatch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stopwatch = {
      painted: () =>
        new Promise<number>((resolve) => {
          requestAnimationFrame(() => {
            // A message posted in the frame's callbacks arrives after its layout and paint.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              port1.close();
              resolve(performance.now());
            };
            port2.postMessage(null);
          });
        }),
    };
    Object.assign(globalThis, { stopwatch });
  });
}

export function spread(values: readonly number[]): Spread {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), max: Math.max(...values) };
}
