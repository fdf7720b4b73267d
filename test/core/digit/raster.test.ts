import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceTo } from '../../../src/core/digit/distance';
import { rasterize } from '../../../src/core/digit/raster';
import { resample } from '../../../src/core/digit/resample';
import type { Stroke } from '../../../src/core/digit/strokes';

const frame = { left: 0, top: 0, scale: 1, width: 60, height: 60 };
const line = (...points: [number, number][]): Stroke => ({
  points: points.map(([x, y]) => ({ x, y })),
  width: 1,
});
const total = (pixels: Iterable<number>) => [...pixels].reduce((sum, p) => sum + p, 0);

describe('a stroke as ink', () => {
  it('covers the area of a line with round ends', () => {
    const inFrame = fc.double({ min: 10, max: 50, noNaN: true });
    fc.assert(
      fc.property(inFrame, inFrame, inFrame, inFrame, (x0, y0, x1, y1) => {
        const pen = 8;
        const { pixels } = rasterize([line([x0, y0], [x1, y1])], pen, frame);
        const area = pen * Math.hypot(x1 - x0, y1 - y0) + (Math.PI * pen * pen) / 4;
        // A pixel's cover is read off the distance of its centre: exact for straight edges along the grid, within 2 % else.
        expect(total(pixels) / 255 / area).toBeGreaterThan(0.98);
        expect(total(pixels) / 255 / area).toBeLessThan(1.02);
      }),
    );
  });

  it('is no darker where it crosses itself or is drawn twice', () => {
    const stroke = line([10, 10], [40, 35], [12, 30]);
    const once = rasterize([stroke], 7, frame).pixels;
    expect(rasterize([stroke, stroke], 7, frame).pixels).toEqual(once);
    expect(Math.max(...once)).toBe(255);
  });

  it('outside the frame is left out, however far', () => {
    const far = rasterize([line([-1e6, 30], [1e6, 30])], 4, frame).pixels;
    // 60 pixels long, 4 wide.
    expect(total(far) / 255).toBeCloseTo(240, 3);
    expect(total(rasterize([line([200, 200])], 4, frame).pixels)).toBe(0);
  });
});

describe('resampling', () => {
  const picture = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height, maxLength: width * height })
        .map((pixels) => ({ pixels, width, height })),
    );

  it('at the same size changes nothing', () => {
    fc.assert(
      fc.property(picture, ({ pixels, width, height }) => {
        const whole = { left: 0, top: 0, width, height };
        const same = resample({ pixels, width, height }, whole, Math.max(width, height));
        expect(same).toMatchObject({ width, height });
        expect([...same.pixels]).toEqual([...pixels]);
      }),
    );
  });

  it('that shrinks keeps all ink, spread over the smaller area', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 40 }), ({ pixels, width, height }, side) => {
        const long = Math.max(width, height);
        fc.pre(side < long);
        const small = resample(
          { pixels, width, height },
          { left: 0, top: 0, width, height },
          side,
        ).pixels;
        expect(total(small) * (long / side) ** 2).toBeCloseTo(total(pixels), 0);
      }),
    );
  });

  it('takes the region asked for and nothing beside it', () => {
    const pixels = Uint8Array.from({ length: 10 * 10 }, (_, i) => i);
    const part = resample(
      { pixels, width: 10, height: 10 },
      { left: 2, top: 3, width: 4, height: 2 },
      4,
    );
    expect([...part.pixels]).toEqual([32, 33, 34, 35, 42, 43, 44, 45]);
  });
});

describe('the distance to the nearest ink', () => {
  it('is what measuring every pair gives', () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        fc.tuple(size, size).chain(([width, height]) =>
          fc
            .array(fc.constantFrom(0, 255), {
              minLength: width * height,
              maxLength: width * height,
            })
            .map((ink) => ({ pixels: Uint8Array.from(ink), width, height })),
        ),
        ({ pixels, width, height }) => {
          const found = distanceTo({ pixels, width, height }, (p) => p > 0);
          found.forEach((distance, i) => {
            let nearest = Infinity;
            pixels.forEach((p, j) => {
              if (p === 0) return;
              const dx = (i % width) - (j % width);
              const dy = Math.floor(i / width) - Math.floor(j / width);
              nearest = Math.min(nearest, Math.hypot(dx, dy));
            });
            expect(distance).toBeCloseTo(nearest, 4);
          });
        },
      ),
    );
  });
});
