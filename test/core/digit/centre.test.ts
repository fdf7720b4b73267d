import { describe, expect, it } from 'vitest';
import { BOX_SIDE, centreDigit } from '../../../src/core/digit/centre';
import type { InkPicture } from '../../../src/core/digit/raster';
import { IMAGE_SIDE, PIXELS } from '../../../src/core/network/types';
import { mnist } from '../../support/mnist';
import { boxOf, centreOfMass, largestDifference } from './pictures';

const testDigits = Array.from({ length: mnist.test.labels.length }, (_, i) =>
  mnist.test.images.slice(i * PIXELS, (i + 1) * PIXELS),
);
const picture = (pixels: Uint8Array, width = IMAGE_SIDE): InkPicture => ({
  pixels,
  width,
  height: pixels.length / width,
});
/** A picture that is `ink` inside a rectangle and 0 outside. */
function rectangle(
  width: number,
  height: number,
  box: { left: number; top: number; width: number; height: number },
  ink = 255,
): InkPicture {
  const pixels = new Uint8Array(width * height);
  for (let y = box.top; y < box.top + box.height; y++) {
    pixels.fill(ink, y * width + box.left, y * width + box.left + box.width);
  }
  return { pixels, width, height };
}

describe('MNIST itself', () => {
  it('has its centres of mass in [13.5, 14.5) and its longer sides 20: the convention followed here', () => {
    // The corners of that interval are blurred by 0.02: digits were centred before they were rounded to 8 bits.
    for (const pixels of testDigits) {
      const { x, y } = centreOfMass(pixels);
      expect(Math.abs(x - 14)).toBeLessThan(0.52);
      expect(Math.abs(y - 14)).toBeLessThan(0.52);
    }
    const fitting = testDigits.filter((pixels) => {
      const box = boxOf(pixels)!;
      return Math.max(box.width, box.height) === BOX_SIDE;
    });
    expect(fitting.length).toBeGreaterThanOrEqual(9990);
  });

  it('comes through centring as it was', () => {
    // Not bit for bit: pixels fainter than 1/64 outside the rest are cut off, and three digits whose longer side is 19 in MNIST
    // are enlarged to 20.
    const changed = testDigits
      .map((pixels) => largestDifference(centreDigit(picture(pixels)), pixels))
      .filter((difference) => difference > 4);
    expect(changed.length).toBeLessThanOrEqual(5);
  });

  it('comes back when enlarged tenfold and cut close', () => {
    for (const pixels of testDigits.slice(0, 100)) {
      const box = boxOf(pixels)!;
      const [width, height] = [box.width * 10, box.height * 10];
      const large = Uint8Array.from({ length: width * height }, (_, i) => {
        const x = box.left + Math.floor((i % width) / 10);
        const y = box.top + Math.floor(i / width / 10);
        return pixels[y * IMAGE_SIDE + x]!;
      });
      expect(largestDifference(centreDigit(picture(large, width)), pixels)).toBeLessThanOrEqual(4);
    }
  });
});

describe('centring', () => {
  it('gives an empty field for a picture without ink', () => {
    expect(centreDigit(picture(new Uint8Array(50 * 40), 50))).toEqual(new Uint8Array(PIXELS));
  });

  it('keeps the aspect ratio: a thin bar stays thin', () => {
    const bar = centreDigit(rectangle(300, 300, { left: 20, top: 10, width: 20, height: 200 }));
    expect(boxOf(bar)).toMatchObject({ width: 2, height: 20, top: 4 });
    expect(bar.filter((p) => p > 0)).toEqual(new Uint8Array(40).fill(255));
  });

  it('takes a hairline for what it is: faint, one pixel wide', () => {
    const line = centreDigit(rectangle(400, 400, { left: 7, top: 0, width: 1, height: 400 }));
    expect(boxOf(line)).toMatchObject({ width: 1, height: 20 });
    expect(Math.max(...line)).toBe(Math.round(255 / 20));
  });

  it.each([
    ['in a corner', { left: 0, top: 0, width: 60, height: 30 }],
    ['at the far edges', { left: 140, top: 70, width: 60, height: 30 }],
    ['in the middle', { left: 71, top: 33, width: 60, height: 30 }],
  ])('finds the same digit %s', (_, box) => {
    const found = centreDigit(rectangle(200, 100, box));
    expect(boxOf(found)).toEqual({ left: 4, top: 9, width: 20, height: 10 });
  });

  it('keeps grey levels: half ink stays half ink', () => {
    const grey = centreDigit(rectangle(90, 90, { left: 5, top: 5, width: 60, height: 60 }, 128));
    expect(new Set(grey)).toEqual(new Set([0, 128]));
  });

  it('enlarges a digit of a few pixels, and fills the box with a single one', () => {
    expect(boxOf(centreDigit(rectangle(9, 9, { left: 1, top: 2, width: 1, height: 1 })))).toEqual({
      left: 4,
      top: 4,
      width: 20,
      height: 20,
    });
  });

  it('never pushes ink out of the field, however lopsided', () => {
    // Nearly all of the ink at the left end of a long, faint line: centred by mass, it would stick out at the right.
    const pixels = new Uint8Array(200 * 20);
    for (let y = 0; y < 20; y++) pixels.fill(255, y * 200, y * 200 + 10);
    pixels.fill(40, 9 * 200, 10 * 200);
    const field = centreDigit(picture(pixels, 200));
    expect(boxOf(field)).toMatchObject({ left: 8, width: 20 });
  });
});
