import { mersenne } from 'pure-rand/generator/mersenne';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { describe, expect, it, test } from 'vitest';
import { drawingToPixels } from '../../../src/core/digit/drawing-to-pixels';
import { findInk, photoToPixels, type GreyPicture } from '../../../src/core/digit/photo';
import { rasterize } from '../../../src/core/digit/raster';
import { PIXELS } from '../../../src/core/network/types';
import { drawings } from '../../support/drawing-variants';
import { mnist } from '../../support/mnist';
import { boxOf, inkOf, largestDifference } from './pictures';

interface Scene {
  /** The pen's width on a digit some 270 units high. */
  pen?: number;
  paper?: number;
  ink?: number;
  /** How much brighter the right edge is than the left, as a part. */
  slope?: number;
  /** Grain, in grey levels. */
  noise?: number;
  pixels?: number;
}

/** A photo of one of the twenty drawings. */
function photograph(name: string, scene: Scene = {}): GreyPicture {
  const { pen = 14, paper = 235, ink = 40, slope = 0, noise = 0, pixels: side = 420 } = scene;
  const { drawing } = drawings().find((d) => d.name === name)!;
  const scale = side / 420;
  const frame = { left: 0, top: 0, scale, width: side, height: side };
  const cover = rasterize(drawing.strokes, pen * scale, frame).pixels;
  const random = mersenne(7);
  const pixels = Uint8Array.from(cover, (c, i) => {
    const lit = 1 + slope * ((i % side) / side - 0.5);
    const grain = noise * (uniformFloat64(random) + uniformFloat64(random) - 1) * 2.45;
    return Math.min(255, Math.max(0, (paper + ((ink - paper) * c) / 255) * lit + grain));
  });
  return { pixels, width: side, height: side };
}

const inverted = (photo: GreyPicture): GreyPicture => ({
  ...photo,
  pixels: photo.pixels.map((p) => 255 - p),
});

/** The part of the ink of the two that lies in the same pixels: 1 for the same picture, 0 for pictures that don't touch. */
function likeness(a: Uint8Array, b: Uint8Array): number {
  const common = a.reduce((sum, p, i) => sum + Math.min(p, b[i]!), 0) / 255;
  return (2 * common) / (inkOf(a) + inkOf(b));
}

test('paper alone has no ink, whatever its size', () => {
  for (const [width, height] of [
    [1000, 560],
    [513, 700],
    [640, 479],
    [28, 28],
  ] as const) {
    expect(findInk({ pixels: new Uint8Array(width * height).fill(230), width, height })).toBeNull();
  }
});

describe('a photo of a digit', () => {
  it.each(drawings().map((d) => d.name))('of %s looks like the drawing itself', (name) => {
    const { drawing } = drawings().find((d) => d.name === name)!;
    // The pen that gives 2.4 of 20 pixels on a digit 272 high, as the drawing's is taken to be; most are a little lower or higher.
    const fromPhoto = photoToPixels(photograph(name, { pen: 37 }));
    // A mean just between two pixels may go either way, and the narrower side may lie half a pixel elsewhere, which takes up to
    // a fifth from lines of two pixels; another digit has about half in common.
    const shifts = [-29, -28, -27, -1, 0, 1, 27, 28, 29].map((by) =>
      likeness(
        fromPhoto.map((_, i) => fromPhoto[i - by] ?? 0),
        drawingToPixels(drawing),
      ),
    );
    expect(Math.max(...shifts)).toBeGreaterThan(0.8);
  });

  it('gives the same picture from dark on light and from light on dark', () => {
    for (const scene of [{}, { slope: 0.4, noise: 4 }, { paper: 140, ink: 100, noise: 3 }]) {
      const photo = photograph('2-quick', scene);
      const one = photoToPixels(photo);
      const other = photoToPixels(inverted(photo));
      // Rounding to whole grey levels is all that differs.
      expect(largestDifference(one, other)).toBeLessThanOrEqual(4);
    }
  });

  const plain = photoToPixels(photograph('5-neat'));
  it.each([
    ['lit from one side', { slope: 0.9, paper: 170 }],
    ['grainy', { noise: 12 }],
    ['pale', { paper: 200, ink: 150 }],
    ['in the dark', { paper: 60, ink: 20 }],
    ['small', { pixels: 90 }],
    ['of many pixels', { pixels: 1100 }],
    ['all at once', { slope: 0.6, paper: 150, ink: 70, noise: 6, pixels: 800 }],
  ])('that is %s shows the same digit', (_, scene) => {
    const found = photoToPixels(photograph('5-neat', scene));
    expect(likeness(found, plain)).toBeGreaterThan(0.9);
  });

  it('leaves no ink where the paper is, in spite of light and grain', () => {
    const ink = findInk(photograph('1-neat', { slope: 0.8, paper: 180, noise: 8 }))!;
    // The bar stands in the middle fifth.
    const stray = ink.pixels.filter(
      (p, i) => p > 0 && Math.abs((i % ink.width) - ink.width / 2) > ink.width / 10,
    );
    expect(stray).toHaveLength(0);
  });

  it.each([2, 3, 6, 40, 60])('by a pen %i wide has strokes as broad as MNIST’s', (pen) => {
    const ink = inkOf(photoToPixels(photograph('3-neat', { pen })));
    // In the box the 3 is about 40 pixels long, and its pen is held to 1.6 to 3.7 of them.
    expect(ink).toBeGreaterThan(45);
    expect(ink).toBeLessThan(160);
  });

  it('keeps both strokes of a digit that do not touch', () => {
    const photo = photograph('1-neat');
    const pixels = new Uint8Array(photo.pixels);
    const { width } = photo;
    // A second bar beside the first.
    for (let y = 80; y < 340; y++) pixels.fill(40, y * width + 300, y * width + 314);
    const box = boxOf(photoToPixels({ ...photo, pixels }))!;
    expect(box.width).toBeGreaterThanOrEqual(8);
  });

  it('drops specks, and a shadow along the edge', () => {
    const photo = photograph('7-neat');
    const pixels = new Uint8Array(photo.pixels);
    const { width } = photo;
    for (let y = 380; y < 384; y++) pixels.fill(30, y * width + 20, y * width + 24);
    for (let y = 0; y < 420; y++) pixels.fill(30, y * width, y * width + 12);
    const found = photoToPixels({ ...photo, pixels });
    expect(likeness(found, photoToPixels(photo))).toBeGreaterThan(0.98);
  });

  it('cut so close that the ink touches every edge is still read', () => {
    const whole = photograph('7-neat', { pen: 30 });
    const [left, top, width, height] = [118, 80, 190, 282];
    const pixels = Uint8Array.from(
      { length: width * height },
      (_, i) => whole.pixels[(top + Math.floor(i / width)) * whole.width + left + (i % width)]!,
    );
    expect(
      likeness(photoToPixels({ pixels, width, height }), photoToPixels(whole)),
    ).toBeGreaterThan(0.9);
  });

  it.each([
    ['white', 255, 0],
    ['black', 0, 0],
    ['grainy', 128, 3],
  ])('of %s paper alone is an empty field', (_, level, noise) => {
    const random = mersenne(3);
    const pixels = Uint8Array.from(
      { length: 200 * 150 },
      () => level + noise * (uniformFloat64(random) + uniformFloat64(random) - 1) * 2.45,
    );
    expect(photoToPixels({ pixels, width: 200, height: 150 })).toEqual(new Uint8Array(PIXELS));
  });

  it('may be a single pixel', () => {
    expect(photoToPixels({ pixels: Uint8Array.of(9), width: 1, height: 1 })).toEqual(
      new Uint8Array(PIXELS),
    );
  });
});

describe('an MNIST digit saved as an image', () => {
  it('comes back nearly as it was, in either polarity', () => {
    const changes: number[] = [];
    for (let i = 0; i < 200; i++) {
      const pixels = mnist.test.images.slice(i * PIXELS, (i + 1) * PIXELS);
      const image = { pixels, width: 28, height: 28 };
      const light = photoToPixels(image);
      const dark = photoToPixels(inverted(image));
      expect(largestDifference(light, dark)).toBeLessThanOrEqual(4);
      changes.push(largestDifference(light, pixels));
    }
    // Ink at 253 becomes 255. One digit in ten is drawn finer or broader than MNIST's 5th and 95th percentile and is brought
    // there; separate specks are dropped.
    const nearlySame = changes.filter((change) => change <= 8).length;
    expect(nearlySame).toBeGreaterThanOrEqual(150);
  });
});
