import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Points in the paper's unit square. */
type Stroke = readonly (readonly [number, number])[];

/** Digits as a hand draws them: an open loop, a bend, a loop with a tail. */
const strokes: readonly Stroke[] = [
  arc(0.5, 0.5, 0.22, 0.3, -1.4, 4.6),
  [...arc(0.48, 0.34, 0.16, 0.14, -2.6, 1.2), ...arc(0.46, 0.62, 0.18, 0.18, -1.2, 2.4)],
  [...arc(0.52, 0.36, 0.15, 0.15, 0, 6.2), ...line(0.67, 0.38, 0.58, 0.82)],
];

/** A point each 1/60 s or so: the hand's own pace. */
const POINT_EVERY_MS = 16;

/** Draws each digit and takes it back, `rounds` times. `settle` is waited for after every event but a stroke's end. */
export async function drawDigits(
  page: Page,
  rounds: number,
  settle: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const box = (await page.locator('.paper canvas').boundingBox())!;
  const at = ([x, y]: readonly [number, number]): [number, number] => [
    box.x + x * box.width,
    box.y + y * box.height,
  ];
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

/** Points of an ellipse's arc, angles in radians from the right, clockwise on the screen. */
function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Stroke {
  return Array.from({ length: 30 }, (_, i) => {
    const angle = from + ((to - from) * i) / 29;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)] as const;
  });
}

function line(x0: number, y0: number, x1: number, y1: number): Stroke {
  return Array.from({ length: 12 }, (_, i) => {
    const share = (i + 1) / 12;
    return [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share] as const;
  });
}
