import { layOut } from '../../src/renderer/data/grid';
import type { RunningApp } from '../../test/e2e/support/app';
import type { AppFigures } from './figures';
import { spread } from './in-page';

const PIXELS = 20_000;
/** Pixels a second: a quick wheel. */
const SPEED = 6000;

/** Scrolls the grid of digits by real wheel input and looks at every tile in every frame. */
export async function scrollGrid({ page }: RunningApp): Promise<AppFigures['scroll']> {
  await page.keyboard.press('2');
  const grid = page.locator('[role=listbox]');
  await grid.waitFor();
  await page.waitForTimeout(500);
  await watchFrames(page);
  const box = (await grid.boundingBox())!;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -PIXELS,
    speed: SPEED,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  const seen = await page.evaluate(() => {
    const { frames } = globalThis as unknown as { frames: Frames };
    frames.stopped = true;
    const pixels = document.querySelector('[role=listbox]')!.scrollTop;
    return { ...frames, pixels };
  });
  return {
    pixels: seen.pixels,
    frames: seen.gaps.length,
    tiles: seen.tiles,
    unpainted: seen.unpainted,
    gaps: spread(seen.gaps),
  };
}

interface Frames {
  stopped: boolean;
  readonly gaps: number[];
  tiles: number;
  unpainted: number;
}

/**
 * In every frame in which the grid has moved: its time since the one before, and which tiles that touch the window hold no
 * ink. Every digit of MNIST has some, so a tile without is one that was not painted.
 */
async function watchFrames(page: RunningApp['page']): Promise<void> {
  const size = await page.evaluate(() => {
    const scroller = document.querySelector('[role=listbox]')!;
    const canvas = scroller.querySelector('canvas')!;
    return { width: scroller.clientWidth, scale: canvas.clientWidth / canvas.width };
  });
  // How many digits there are changes nothing of a row.
  const { columns } = layOut(1, size.width, size.scale);
  await page.evaluate((columns) => {
    const frames: Frames = { stopped: false, gaps: [], tiles: 0, unpainted: 0 };
    Object.assign(globalThis, { frames });
    const scroller = document.querySelector('[role=listbox]')!;
    const canvas = scroller.querySelector('canvas')!;
    let before = performance.now();
    let top = scroller.scrollTop;

    const look = (): void => {
      const window = scroller.getBoundingClientRect();
      const shown = canvas.getBoundingClientRect();
      const scale = shown.width / canvas.width;
      const tile = canvas.width / columns;
      const rows = Math.ceil(canvas.height / tile);
      const covered =
        shown.top <= window.top + 1 && shown.bottom >= window.top + scroller.clientHeight - 1;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      for (let row = 0; row < rows; row++) {
        const y = shown.top + row * tile * scale;
        if (y + tile * scale <= window.top || y >= window.top + scroller.clientHeight) continue;
        for (let column = 0; column < columns; column++) {
          frames.tiles++;
          if (!covered || !hasInk(data, canvas.width, column * tile, row * tile, tile)) {
            frames.unpainted++;
          }
        }
      }
    };
    const hasInk = (
      data: Uint8ClampedArray,
      stride: number,
      left: number,
      top: number,
      side: number,
    ): boolean => {
      for (let y = Math.ceil(top); y < top + side - 1; y += 2) {
        for (let x = Math.ceil(left); x < left + side - 1; x += 2) {
          if (data[4 * (y * stride + x) + 3]! > 0) return true;
        }
      }
      return false;
    };
    const frame = (now: number): void => {
      if (frames.stopped) return;
      if (scroller.scrollTop !== top) {
        frames.gaps.push(now - before);
        top = scroller.scrollTop;
        look();
      }
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, columns);
}
