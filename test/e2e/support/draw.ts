import type { CDPSession, Page } from 'playwright-core';
import type { Drawing, Point } from '../../../src/core/digit/strokes';

/** The paper of the sketchpad and of the stroke files, in paper units. */
const PAPER = 420;
/** Nobody's digit: two zigzags across the paper. */
export const scribble: Pick<Drawing, 'strokes'> = {
  strokes: [
    {
      width: 26,
      points: [40, 380, 60, 340, 20, 390, 90, 310, 30, 380].flatMap((x, i) => [
        { x, y: 40 + 34 * i },
        { x: 420 - x, y: 400 - 30 * i },
      ]),
    },
  ],
};
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Sets the pen's width as a person does: a click on the slider, then arrow keys to the very number. */
async function setPen(page: Page, width: number): Promise<void> {
  const thumb = page.locator('.pen [role=slider]');
  const wanted = Math.round(width);
  const value = async () => Number(await thumb.getAttribute('aria-valuenow'));
  const [least, most] = await Promise.all(
    ['aria-valuemin', 'aria-valuemax'].map(async (end) => Number(await thumb.getAttribute(end))),
  );
  const track = await page.locator('.pen .track').boundingBox();
  if (track === null || least === undefined || most === undefined) throw new Error('no pen to set');
  if (Math.abs(wanted - (await value())) > 2) {
    const share = (wanted - least) / (most - least);
    await page.mouse.click(track.x + share * track.width, track.y + track.height / 2);
  }
  await thumb.focus();
  for (let now = await value(); now !== wanted; now = await value()) {
    await page.keyboard.press(wanted > now ? 'ArrowRight' : 'ArrowLeft');
  }
}

/**
 * Draws on the real sketchpad with the browser's own input events, sent as fast as they go: the page gets several to a frame,
 * as from a quick pen. The pen has one width a drawing, that of its first stroke.
 */
export async function draw(page: Page, { strokes }: Pick<Drawing, 'strokes'>): Promise<void> {
  const [first] = strokes;
  if (first !== undefined) await setPen(page, first.width);
  const box = await page.locator('.paper canvas').boundingBox();
  if (box === null) throw new Error('the paper is not in view');
  let session = sessions.get(page);
  if (session === undefined) {
    session = page.context().newCDPSession(page);
    sessions.set(page, session);
  }
  const cdp = await session;
  const scale = box.width / PAPER;
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', { x, y }: Point) =>
    cdp.send('Input.dispatchMouseEvent', {
      type,
      x: box.x + x * scale,
      y: box.y + y * scale,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'mouse',
    });
  for (const { points } of strokes) {
    const [start, ...rest] = points;
    if (start === undefined) continue;
    await Promise.all([
      send('mousePressed', start),
      ...rest.map((point) => send('mouseMoved', point)),
      send('mouseReleased', rest.at(-1) ?? start),
    ]);
  }
}
