import { expect, test } from 'vitest';
import type { Point } from '../../../src/core/digit/strokes';
import { KeyboardPen } from '../../../src/renderer/sketch/keyboard-pen.svelte';

function hand() {
  const strokes: Point[][] = [];
  let down = false;
  const pen = new KeyboardPen({
    isDown: () => down,
    lower(point) {
      down = true;
      strokes.push([point]);
    },
    draw: (points) => void strokes.at(-1)!.push(...points),
    lift() {
      down = false;
    },
  });
  const press = (...keys: string[]) => keys.map((key) => pen.press(key, false));
  return { pen, strokes, press, isDown: () => down };
}
const end = (points: readonly Point[]) => points.at(-1)!;

test('draws only while it is down, in lines without gaps', () => {
  const { pen, strokes, press } = hand();
  press('ArrowLeft', ' ', 'ArrowDown', 'ArrowDown', ' ', 'ArrowRight');
  expect(strokes).toHaveLength(1);
  const [points] = strokes as [Point[]];
  expect(points[0]).toEqual({ x: 190, y: 105 });
  expect(end(points)).toEqual({ x: 190, y: 145 });
  points.slice(1).forEach((point, i) => {
    expect(point.y - points[i]!.y).toBe(5);
  });
  expect(pen.x).toBe(210);
});

test('moves diagonally, in small steps with Shift, and never off the paper', () => {
  const { pen, press } = hand();
  press('End');
  expect([pen.x, pen.y]).toEqual([190, 125]);
  pen.press('PageUp', true);
  expect([pen.x, pen.y]).toEqual([195, 120]);
  for (let i = 0; i < 40; i++) press('Home');
  expect([pen.x, pen.y]).toEqual([0, 0]);
});

test('leaves keys that are not its own, and lifts the pen when it is put away', () => {
  const { pen, press, isDown } = hand();
  expect(press('a', 'Tab', 'Escape')).toEqual([false, false, false]);
  expect(pen.shown).toBe(false);
  expect(press(' ')).toEqual([true]);
  expect(isDown()).toBe(true);
  expect(press('Escape')).toEqual([true]);
  expect(isDown()).toBe(false);
  press(' ');
  pen.hide();
  expect([isDown(), pen.shown]).toEqual([false, false]);
});
