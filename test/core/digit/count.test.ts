import { describe, expect, it, test } from 'vitest';
import { countDigits } from '../../../src/core/digit/count';
import { findInk } from '../../../src/core/digit/photo';
import { rasterize, type InkPicture } from '../../../src/core/digit/raster';
import { shiftDrawing, type Drawing } from '../../../src/core/digit/strokes';
import { drawings, drawingVariants } from '../../support/drawing-variants';
import { mnist } from '../../support/mnist';

function inkOf(...all: Drawing[]): InkPicture {
  const frame = { left: 0, top: 0, scale: 0.5, width: 420, height: 420 };
  return rasterize(
    all.flatMap(({ strokes }) => strokes),
    9,
    frame,
  );
}

test('each of 200 drawings of one digit is one digit', () => {
  const wrong = drawingVariants().filter(({ drawing }) => countDigits(inkOf(drawing)) !== 1);
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('nearly every digit of MNIST is one digit, broken ones too', () => {
  const { images } = mnist.test;
  const wrong = Array.from({ length: 2000 }, (_, n) => n).filter((n) => {
    const photo = { pixels: images.subarray(784 * n, 784 * (n + 1)), width: 28, height: 28 };
    return countDigits(findInk(photo)!) !== 1;
  });
  expect(wrong.length).toBeLessThanOrEqual(4);
});

describe('two digits', () => {
  const all = drawings();
  it.each([
    ['beside each other', 380, 0],
    ['one above the other', 0, 400],
  ])('%s are two', (_, dx, dy) => {
    const counts = all.map(({ drawing }, i) =>
      countDigits(inkOf(drawing, shiftDrawing(all[(i + 3) % all.length]!.drawing, dx, dy))),
    );
    expect(counts.filter((count) => count === 2).length).toBeGreaterThanOrEqual(19);
  });
});

test('no ink is no digit', () => {
  expect(countDigits({ pixels: new Float32Array(100), width: 10, height: 10 })).toBe(0);
});
