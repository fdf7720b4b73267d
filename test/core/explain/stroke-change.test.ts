import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRegions } from '../../../src/core/explain/why/change-regions';
import {
  amountOfChange,
  applyChange,
  type StrokeChange,
} from '../../../src/core/explain/why/stroke-change';
import { strokeAnswers } from '../../../src/core/explain/why/stroke-search';
import { drawingToPixels } from '../../../src/core/digit/drawing-to-pixels';
import { rotateDrawing, scaleDrawing, shiftDrawing } from '../../../src/core/digit/strokes';
import { IMAGE_SIDE, PIXELS } from '../../../src/core/network/types';
import { drawings } from '../../support/drawing-variants';

const anyDrawing = fc.constantFrom(...drawings().map(({ drawing }) => drawing));

describe('the amount of a change', () => {
  it('is nothing for what the network cannot see: the whole moved or resized', () => {
    fc.assert(
      fc.property(
        anyDrawing,
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        (drawing, shift, factor) => {
          const moved = scaleDrawing(shiftDrawing(drawing, shift, -shift), factor);
          expect(amountOfChange(drawing, moved)).toBeCloseTo(0, 9);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('grows with what is done', () => {
    fc.assert(
      fc.property(anyDrawing, fc.double({ min: 2, max: 30, noNaN: true }), (drawing, degrees) => {
        const little = applyChange(drawing, { kind: 'turn', degrees: degrees / 2 });
        const much = applyChange(drawing, { kind: 'turn', degrees });
        expect(amountOfChange(drawing, much)).toBeGreaterThan(amountOfChange(drawing, little));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a change', () => {
  it('moves one stroke and leaves the others', () => {
    const { drawing } = drawings().find(({ name }) => name === '4-neat')!;
    const change: StrokeChange = { kind: 'moveStroke', stroke: 0, dx: 0.1, dy: 0 };
    const after = applyChange(drawing, change);
    expect(after.strokes[1]).toEqual(drawing.strokes[1]);
    expect(after.strokes[0]!.points[0]!.x).toBeGreaterThan(drawing.strokes[0]!.points[0]!.x);
  });
});

describe('the search over strokes', () => {
  const { drawing } = drawings().find(({ name }) => name === '1-neat')!;
  /** How far the ink leans: its covariance of x and y over the variance of y. */
  const lean = (pixels: Uint8Array) => {
    let [mass, mx, my] = [0, 0, 0];
    pixels.forEach((p, d) => {
      mass += p;
      mx += p * (d % IMAGE_SIDE);
      my += p * Math.floor(d / IMAGE_SIDE);
    });
    let [xy, yy] = [0, 0];
    pixels.forEach((p, d) => {
      const y = Math.floor(d / IMAGE_SIDE) - my / mass;
      xy += p * ((d % IMAGE_SIDE) - mx / mass) * y;
      yy += p * y * y;
    });
    return xy / yy;
  };

  it('finds the turn that is needed, and no more of it', async () => {
    // An upright bar turned clockwise by a leans by −tan a.
    const [best] = await strokeAnswers(
      drawing,
      (pixels) => -lean(pixels) - Math.tan((20 * Math.PI) / 180),
      () => undefined,
    );
    const [change] = best!.changes;
    expect(change).toMatchObject({ kind: 'turn' });
    expect((change as { degrees: number }).degrees).toBeGreaterThan(15);
    expect((change as { degrees: number }).degrees).toBeLessThan(25);
    expect(best!.pixels).toEqual(drawingToPixels(best!.drawing));
  });

  it('gives an empty list where nothing helps', async () => {
    expect(
      await strokeAnswers(
        drawing,
        () => -1,
        () => undefined,
      ),
    ).toEqual([]);
  });

  it('ends when it is told to', async () => {
    const stop = () => {
      throw new Error('stopped');
    };
    await expect(strokeAnswers(drawing, () => -1, stop)).rejects.toThrow('stopped');
  });

  it('takes the rotated drawing to what the sketchpad would give', () => {
    const turned = applyChange(drawing, { kind: 'turn', degrees: 30 });
    expect(drawingToPixels(turned)).toEqual(drawingToPixels(rotateDrawing(drawing, 30)));
  });
});

describe('where ink was added and taken away', () => {
  const dot = (x: number, y: number, value: number, image = new Uint8Array(PIXELS)) => {
    image[y * IMAGE_SIDE + x] = value;
    return image;
  };
  it('names the part of the digit, and how much of its ink it is', () => {
    const before = dot(5, 5, 200);
    const after = dot(14, 22, 50, dot(5, 5, 100));
    expect(changeRegions(before, after)).toEqual({
      added: { part: 0.25, where: ['bottom'], scattered: false },
      removed: { part: 0.5, where: ['topLeft'], scattered: false },
    });
  });
});
