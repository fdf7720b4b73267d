import type { Page } from 'playwright-core';
import type { Drawing, Stroke } from '../../../src/core/digit/strokes';

/** The paper of the sketchpad and of the stroke files, in paper units. */
const PAPER = 420;

/** Sets the pen's width as a person does with the keyboard. */
async function setPen(page: Page, width: number): Promise<void> {
  const thumb = page.locator('.pen [role=slider]');
  const wanted = Math.round(width);
  const now = Number(await thumb.getAttribute('aria-valuenow'));
  const key = wanted > now ? 'ArrowRight' : 'ArrowLeft';
  await thumb.focus();
  for (let i = 0; i < Math.abs(wanted - now); i++) await page.keyboard.press(key);
}

/** Draws on the real sketchpad with real pointer events. The pen has one width a drawing, as its first stroke. */
export async function draw(page: Page, { strokes }: Pick<Drawing, 'strokes'>): Promise<void> {
  const [first] = strokes;
  if (first !== undefined) await setPen(page, first.width);
  const box = await page.locator('.paper canvas').boundingBox();
  if (box === null) throw new Error('the paper is not in view');
  const scale = box.width / PAPER;
  const at = ({ x, y }: Stroke['points'][number]) =>
    [box.x + x * scale, box.y + y * scale] as const;
  for (const { points } of strokes) {
    const [start, ...rest] = points;
    if (start === undefined) continue;
    await page.mouse.move(...at(start));
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...at(point));
    await page.mouse.up();
  }
}
