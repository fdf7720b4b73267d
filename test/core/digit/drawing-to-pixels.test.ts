import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawingToPixels } from '../../../src/core/digit/drawing-to-pixels';
import {
  scaleDrawing,
  scalePen,
  shiftDrawing,
  type Drawing,
  type Point,
} from '../../../src/core/digit/strokes';
import { PIXELS } from '../../../src/core/network/types';
import { drawings } from '../../support/drawing-variants';
import { mnist } from '../../support/mnist';
import { boxOf, centreOfMass, inkOf, largestDifference } from './pictures';

const draw = (...strokes: Point[][]): Drawing => ({
  paper: { width: 420, height: 420 },
  strokes: strokes.map((points) => ({ points, width: 26 })),
});

/** Scribbles that are longer than the pen is broad. */
const scribble = fc
  .array(
    fc.array(
      fc.record({
        x: fc.double({ min: 0, max: 420, noNaN: true }),
        y: fc.double({ min: 0, max: 420, noNaN: true }),
      }),
      { minLength: 1, maxLength: 20 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((strokes) => draw(...strokes, [{ x: 100, y: 100 }], [{ x: 180, y: 150 }]));

/**
 * Two pictures of the same drawing reached by different sums: a pixel may round the other way, no more. Where the digit's mean
 * lies just between two pixels it may also land one pixel further, so then the pictures are compared without their place.
 */
function expectSame(a: Uint8Array, b: Uint8Array): void {
  if (largestDifference(a, b) <= 1) return;
  const [boxA, boxB] = [boxOf(a)!, boxOf(b)!];
  const [fromA, fromB] = [centreOfMass(a), centreOfMass(b)];
  expect([boxB.width, boxB.height]).toEqual([boxA.width, boxA.height]);
  const shift = boxB.left - boxA.left + 28 * (boxB.top - boxA.top);
  const moved = Uint8Array.from(a, (_, i) => a[i - shift] ?? 0);
  expect(largestDifference(moved, b)).toBeLessThanOrEqual(1);
  for (const c of [fromA, fromB]) {
    const onTheLine = [c.x, c.y].some((m) => Math.abs(m - Math.round(m * 2) / 2) < 0.01);
    expect(onTheLine).toBe(true);
  }
}

describe('a drawing as the network sees it', () => {
  it('is the same wherever on the paper, or off it, it was drawn', () => {
    fc.assert(
      fc.property(
        scribble,
        fc.double({ min: -900, max: 900, noNaN: true }),
        fc.double({ min: -900, max: 900, noNaN: true }),
        (drawing, dx, dy) => {
          expectSame(drawingToPixels(drawing), drawingToPixels(shiftDrawing(drawing, dx, dy)));
        },
      ),
    );
  });

  it('is the same however large it was drawn', () => {
    fc.assert(
      fc.property(scribble, fc.double({ min: 0.4, max: 5, noNaN: true }), (drawing, factor) => {
        expectSame(drawingToPixels(drawing), drawingToPixels(scaleDrawing(drawing, factor)));
      }),
    );
  });

  it('does not depend on how many points the pointer sent along a straight line', () => {
    const ends = [
      { x: 80, y: 60 },
      { x: 200, y: 330 },
    ] as const;
    const many = Array.from({ length: 500 }, (_, i) => ({
      x: ends[0].x + ((ends[1].x - ends[0].x) * i) / 499,
      y: ends[0].y + ((ends[1].y - ends[0].y) * i) / 499,
    }));
    expectSame(drawingToPixels(draw([...ends])), drawingToPixels(draw(many)));
  });

  it('fills a box 20 pixels long with its centre of mass where MNIST has it', () => {
    for (const { drawing } of drawings()) {
      const pixels = drawingToPixels(drawing);
      const box = boxOf(pixels)!;
      expect(Math.max(box.width, box.height)).toBe(20);
      const { x, y } = centreOfMass(pixels);
      expect(Math.abs(x - 14)).toBeLessThan(0.51);
      expect(Math.abs(y - 14)).toBeLessThan(0.51);
    }
  });

  it('has as much ink, as much of it black and as much of it faint as MNIST', () => {
    const ours = drawings().map(({ drawing }) => drawingToPixels(drawing));
    const theirs = Array.from({ length: 2000 }, (_, i) =>
      mnist.train.images.slice(i * PIXELS, (i + 1) * PIXELS),
    );
    const share = (digits: Uint8Array[], counts: (p: number) => boolean) => {
      const ink = digits.flatMap((pixels) => [...pixels].filter((p) => p > 0));
      return ink.filter(counts).length / ink.length;
    };
    const meanInk = (digits: Uint8Array[]) =>
      digits.reduce((sum, pixels) => sum + inkOf(pixels), 0) / digits.length;
    // Twenty drawings by one pen stand for ten digits by 250 people: what differs is how they write, some 5 to 10 %.
    expect(Math.abs(share(ours, (p) => p >= 250) - share(theirs, (p) => p >= 250))).toBeLessThan(
      0.05,
    );
    expect(Math.abs(share(ours, (p) => p < 64) - share(theirs, (p) => p < 64))).toBeLessThan(0.03);
    expect(meanInk(ours) / meanInk(theirs)).toBeGreaterThan(0.88);
    expect(meanInk(ours) / meanInk(theirs)).toBeLessThan(1.12);
  });
});

describe('the edges of drawing', () => {
  it('nothing drawn is an empty field', () => {
    expect(drawingToPixels(draw())).toEqual(new Uint8Array(PIXELS));
  });

  it('a stroke without points leaves no ink', () => {
    expect(drawingToPixels(draw([]))).toEqual(new Uint8Array(PIXELS));
  });

  it('a dot stays a dot in the middle, also if the hand trembled', () => {
    const tap = drawingToPixels(draw([{ x: 300, y: 40 }]));
    const trembling = drawingToPixels(
      draw([
        { x: 300, y: 40 },
        { x: 302, y: 41 },
      ]),
    );
    for (const pixels of [tap, trembling]) {
      const box = boxOf(pixels)!;
      expect(box.width).toBeLessThanOrEqual(4);
      expect(box.height).toBeLessThanOrEqual(4);
      // A disc of MNIST's median breadth: π · 1.2².
      expect(inkOf(pixels)).toBeGreaterThan(4);
      expect(inkOf(pixels)).toBeLessThan(10);
    }
  });

  it('an upright line stays as narrow as the pen', () => {
    const line = drawingToPixels(
      draw([
        { x: 30, y: 20 },
        { x: 30, y: 400 },
      ]),
    );
    expect(boxOf(line)).toEqual({ left: 13, top: 4, width: 3, height: 20 });
    expect(line[14 * 28 + 14]).toBe(255);
    // 2.4 pixels wide: the outer columns hold 0.7 each.
    expect(line[14 * 28 + 13]! / 255).toBeCloseTo(0.7, 1);
    expect(line[14 * 28 + 15]! / 255).toBeCloseTo(0.7, 1);
  });

  it('a finer pen gives finer lines, down to the finest of MNIST and no further', () => {
    const ink = [0.01, 0.1, 0.7, 1, 1.5, 4].map((factor) =>
      inkOf(drawingToPixels(scalePen(drawings()[4]!.drawing, factor))),
    );
    for (let i = 1; i < ink.length; i++) expect(ink[i]).toBeGreaterThanOrEqual(ink[i - 1]!);
    expect(ink[1]).toBeCloseTo(ink[0]!, 6);
    expect(ink[2]).toBeGreaterThan(ink[1]!);
    expect(ink[4]).toBeGreaterThan(ink[3]!);
  });
});
