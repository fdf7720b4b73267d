import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  minimumSize,
  placeWindow,
  readWindowState,
  writeWindowState,
  type Rectangle,
} from '../../src/main/window-state';

const laptop: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const projector: Rectangle = { x: -1920, y: 0, width: 1920, height: 1080 };
const bounds = (x: number, y: number, width = 1200, height = 800): Rectangle => ({
  x,
  y,
  width,
  height,
});

describe('where the window opens', () => {
  test('where it was', () => {
    expect(placeWindow(bounds(100, 60), [laptop])).toEqual(bounds(100, 60));
  });

  test('where it was on a second screen left of the first', () => {
    expect(placeWindow(bounds(-1700, 40), [laptop, projector])).toEqual(bounds(-1700, 40));
  });

  test.each([
    ['the second screen is gone', bounds(-1700, 40)],
    ['only its last pixels are on the screen', bounds(1430, 60)],
    ['its title bar is above the screen', bounds(100, -40)],
    ['it is below the screen', bounds(100, 895)],
  ])('where the system puts it, when %s', (_when, remembered) => {
    expect(placeWindow(remembered, [laptop])).toBeUndefined();
  });

  test('where the system puts it, at the first start', () => {
    expect(placeWindow(undefined, [laptop])).toBeUndefined();
  });

  test('no larger than the screen it is on', () => {
    expect(placeWindow(bounds(0, 25, 3000, 2000), [laptop])).toEqual(bounds(0, 25, 1440, 875));
  });

  test('always where its title bar can be reached, and large enough to use', () => {
    const number = fc.integer({ min: -4000, max: 4000 });
    const size = fc.integer({ min: 1, max: 4000 });
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const placed = placeWindow(bounds(x, y, width, height), [laptop, projector]);
        if (placed === undefined) return;
        const reachable = [laptop, projector].some(
          (area) =>
            placed.y >= area.y &&
            placed.y < area.y + area.height &&
            placed.x < area.x + area.width &&
            placed.x + placed.width > area.x,
        );
        expect(reachable).toBe(true);
        expect(placed.width).toBeGreaterThanOrEqual(minimumSize.width);
        expect(placed.height).toBeGreaterThanOrEqual(minimumSize.height);
      }),
      { numRuns: 2000 },
    );
  });

  test('where it can be reached after it was made narrower', () => {
    const placed = placeWindow(bounds(-3840, 40, 2040, 700), [laptop, projector]);
    expect(placed!.x + placed!.width).toBeGreaterThanOrEqual(projector.x + 100);
  });
});

describe('the file that remembers', () => {
  const file = () => path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'inkling-')), 'window.json');

  test('gives back what was kept', () => {
    const name = file();
    writeWindowState(name, { bounds: bounds(5, 6), maximized: true });
    expect(readWindowState(name)).toEqual({ bounds: bounds(5, 6), maximized: true });
  });

  test.each([
    '',
    '{',
    '[]',
    '{"bounds":{"x":"1"}}',
    '{"bounds":{"x":0,"y":0,"width":0,"height":1}}',
  ])('counts as none when it holds %j', (text) => {
    const name = file();
    fs.writeFileSync(name, text);
    expect(readWindowState(name)).toBeUndefined();
  });
});
