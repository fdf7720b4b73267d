import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distorter } from '../../../src/core/distortion/distorter';
import { distortionStream, type Distortion } from '../../../src/core/distortion/draw';
import { distortReference } from '../../../src/core/distortion/reference';
import { samplingMap } from '../../../src/core/distortion/sampling-map';
import { distortionSchema, type DistortionSettings } from '../../../src/core/distortion/settings';
import { distortedVariants } from '../../../src/core/distortion/variants';
import { PIXELS, type Pixels28 } from '../../../src/core/network/types';
import { firstOf, mnist } from '../../support/mnist';

const { images } = firstOf(mnist.train, 200);
const imageAt = (example: number) =>
  images.subarray(example * PIXELS, (example + 1) * PIXELS) as Pixels28;
const strong = distortionSchema.parse({
  translatePixels: 2,
  rotateDegrees: 15,
  scalePercent: 15,
  shearPercent: 15,
  elastic: { alpha: 36, sigma: 5 },
  noise: 8,
  erase: { probability: 0.5, side: 6 },
});

function distort(
  settings: DistortionSettings,
  seed: number,
  epoch: number,
  example: number,
  image: Uint8Array = imageAt(example),
): Uint8ClampedArray {
  const target = new Uint8ClampedArray(PIXELS);
  new Distorter(settings, seed).distort(image, epoch, example, target);
  return target;
}

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anySettings = fc.record({
  translatePixels: within(0, 10),
  rotateDegrees: within(0, 180),
  scalePercent: within(0, 50),
  shearPercent: within(0, 50),
  elastic: fc.record({ alpha: fc.oneof(fc.constant(0), within(0, 200)), sigma: within(2, 20) }),
  noise: fc.oneof(fc.constant(0), within(0, 128)),
  erase: fc.record({ probability: within(0, 1), side: fc.integer({ min: 1, max: 20 }) }),
});
const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const epoch = fc.nat(999);

describe('a distorted image', () => {
  it('is the reference, rounded, whatever the settings and pixels', () => {
    const image = fc.oneof(
      fc.nat(199).map(imageAt),
      fc.uint8Array({ minLength: PIXELS, maxLength: PIXELS }),
    );
    fc.assert(
      fc.property(anySettings, seed, epoch, image, (settings, s, e, pixels) => {
        const example = 2 ** 32 - 1;
        const reference = distortReference(pixels, settings, distortionStream(s, e, example));
        const fast = distort(settings, s, e, example, pixels);
        // Half a level is rounding. A pixel sampled within rounding error of the ink's edge may differ by nothing there is.
        reference.forEach((p, i) => {
          expect(Math.abs(p - fast[i]!)).toBeLessThan(0.5 + 1e-9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('is the image itself when every knob is at zero', () => {
    const off = distortionSchema.parse({});
    for (let example = 0; example < 50; example++) {
      expect([...distort(off, 3, example, example)]).toEqual([...imageAt(example)]);
    }
  });

  it('depends on seed, epoch and index, and on nothing that came before', () => {
    const distorter = new Distorter(strong, 1);
    const target = new Uint8ClampedArray(PIXELS);
    for (const example of [17, 3, 17, 99, 3]) {
      distorter.distort(imageAt(example), 5, example, target);
      expect([...target]).toEqual([...distort(strong, 1, 5, example)]);
    }
    const one = [...distort(strong, 1, 5, 3)];
    expect([...distort(strong, 2, 5, 3)]).not.toEqual(one);
    expect([...distort(strong, 1, 6, 3)]).not.toEqual(one);
    expect([...distort(strong, 1, 5, 4, imageAt(3))]).not.toEqual(one);
  });

  it('goes on being the one it was when the first runs were recorded', () => {
    const hash = createHash('sha256');
    for (let example = 0; example < 100; example++) hash.update(distort(strong, 1, 2, example));
    expect(hash.digest('hex')).toBe(
      'b0b3fb63d6adc4b5eeb606e1b0e0eaa53295c23e8da552594a4445ede3a82338',
    );
  });

  it('keeps what one knob draws when another is turned', () => {
    const turned = distortionSchema.parse({ rotateDegrees: 20 });
    const image = imageAt(7);
    // The least elasticity moves nothing a rounded pixel could tell, and the same turn stays.
    const both = distortionSchema.parse({ rotateDegrees: 20, elastic: { alpha: 1e-6 } });
    expect([...distort(both, 1, 0, 7, image)]).toEqual([...distort(turned, 1, 0, 7, image)]);
  });

  it('keeps its ink, but for what scaling adds or takes', () => {
    const mass = (pixels: Iterable<number>) => Array.from(pixels).reduce((sum, p) => sum + p, 0);
    const kept = distortionSchema.parse({
      translatePixels: 2,
      rotateDegrees: 15,
      shearPercent: 15,
    });
    let before = 0;
    let elastic = 0;
    const rubber = distortionSchema.parse({ elastic: { alpha: 36, sigma: 5 } });
    for (let example = 0; example < 200; example++) {
      const ink = mass(imageAt(example));
      // Not exactly: thin strokes are sampled, and a corner may leave the field.
      expect(Math.abs(mass(distort(kept, 1, 0, example)) / ink - 1)).toBeLessThan(0.06);
      before += ink;
      elastic += mass(distort(rubber, 1, 0, example));
    }
    expect(Math.abs(elastic / before - 1)).toBeLessThan(0.05);
  });

  it('loses exactly one square where it is erased', () => {
    const settings = distortionSchema.parse({ erase: { probability: 0.25, side: 5 } });
    const black = new Uint8Array(PIXELS).fill(255);
    let erased = 0;
    for (let example = 0; example < 2000; example++) {
      const empty = [...distort(settings, 1, 0, example, black)].flatMap((p, i) =>
        p === 0 ? [i] : [],
      );
      if (empty.length === 0) continue;
      erased++;
      const corner = empty[0]!;
      expect(corner % 28).toBeLessThanOrEqual(23);
      expect(empty).toEqual(
        Array.from({ length: 25 }, (_, i) => corner + Math.floor(i / 5) * 28 + (i % 5)),
      );
    }
    // Binomial: mean 500, standard deviation 19; five of them.
    expect(Math.abs(erased - 500)).toBeLessThan(5 * 19.4);
  });

  it('has grain of the standard deviation asked for', () => {
    const settings = distortionSchema.parse({ noise: 12 });
    const grey = new Uint8Array(PIXELS).fill(128);
    let sum = 0;
    let squares = 0;
    for (let example = 0; example < 50; example++) {
      for (const p of distort(settings, 1, 0, example, grey)) {
        sum += p - 128;
        squares += (p - 128) ** 2;
      }
    }
    const n = 50 * PIXELS;
    expect(Math.abs(sum / n)).toBeLessThan(5 * (12 / Math.sqrt(n)));
    // Rounding adds 1/12 to the variance.
    expect(Math.abs(Math.sqrt(squares / n - 1 / 12) - 12)).toBeLessThan(0.25);
  });
});

describe('where a pixel comes from', () => {
  const still: Distortion = {
    translateX: 0,
    translateY: 0,
    angle: 0,
    scaleX: 1,
    scaleY: 1,
    shear: 0,
    elastic: null,
    erased: null,
  };
  const source = (change: Partial<Distortion>, x: number, y: number) => {
    const map = samplingMap({ ...still, ...change });
    return [map.xx * x + map.xy * y + map.x0, map.yx * x + map.yy * y + map.y0];
  };

  // The middle is at (13.5, 13.5); each change names where the pixel at (x, y) was before.
  it.each<[string, Partial<Distortion>, [number, number], [number, number]]>([
    ['a shift to the right and down', { translateX: 3, translateY: 2 }, [10, 10], [7, 8]],
    ['a quarter turn clockwise', { angle: Math.PI / 2 }, [13.5, 20], [20, 13.5]],
    ['half a turn', { angle: Math.PI }, [0, 5], [27, 22]],
    [
      '30° clockwise',
      { angle: Math.PI / 6 },
      [13.5 + 10 * Math.cos(Math.PI / 6), 18.5],
      [23.5, 13.5],
    ],
    ['twice the width', { scaleX: 2 }, [23.5, 20], [18.5, 20]],
    ['half the height', { scaleY: 0.5 }, [3, 18.5], [3, 23.5]],
    ['leaning: what is below moves right', { shear: 0.5 }, [18.5, 23.5], [13.5, 23.5]],
    [
      'the shift comes last',
      { angle: Math.PI / 2, translateX: 4, scaleX: 2 },
      [17.5, 23.5],
      [18.5, 13.5],
    ],
  ])('%s', (_, change, [x, y], from) => {
    const [fromX, fromY] = source(change, x, y);
    expect(fromX).toBeCloseTo(from[0], 10);
    expect(fromY).toBeCloseTo(from[1], 10);
  });

  it('is what scaling, leaning, turning and shifting bring back, in this order', () => {
    const change = fc.record({
      translateX: within(-10, 10),
      translateY: within(-10, 10),
      angle: within(-Math.PI, Math.PI),
      scaleX: within(0.5, 1.5),
      scaleY: within(0.5, 1.5),
      shear: within(-0.5, 0.5),
    });
    fc.assert(
      fc.property(change, within(0, 27), within(0, 27), (c, x, y) => {
        const [fromX, fromY] = source(c, x, y) as [number, number];
        const scaled = [(fromX - 13.5) * c.scaleX, (fromY - 13.5) * c.scaleY] as const;
        const leant = [scaled[0] + c.shear * scaled[1], scaled[1]] as const;
        const [cos, sin] = [Math.cos(c.angle), Math.sin(c.angle)];
        const turned = [cos * leant[0] - sin * leant[1], sin * leant[0] + cos * leant[1]] as const;
        expect(turned[0] + 13.5 + c.translateX).toBeCloseTo(x, 9);
        expect(turned[1] + 13.5 + c.translateY).toBeCloseTo(y, 9);
      }),
    );
  });
});

describe('the variants shown beside an image', () => {
  it('are what a training sees in its first epochs', () => {
    const variants = distortedVariants(imageAt(42), 42, strong, 9, 8);
    expect(variants).toHaveLength(8);
    variants.forEach((variant, e) => {
      expect([...variant]).toEqual([...distort(strong, 9, e, 42)]);
    });
    expect(new Set(variants.map((variant) => variant.join())).size).toBe(8);
  });
});
