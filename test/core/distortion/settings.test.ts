import { describe, expect, it } from 'vitest';
import { distortionSchema, distorts } from '../../../src/core/distortion/settings';

describe('distortion settings', () => {
  it('leave images alone unless something is said', () => {
    expect(distorts(distortionSchema.parse({}))).toBe(false);
    // A smoothness or a size alone moves nothing.
    const idle = { elastic: { sigma: 8 }, erase: { side: 4 } };
    expect(distorts(distortionSchema.parse(idle))).toBe(false);
  });

  it.each([
    { translatePixels: 1 },
    { rotateDegrees: 1 },
    { scalePercent: 1 },
    { shearPercent: 1 },
    { elastic: { alpha: 1 } },
    { noise: 1 },
    { erase: { probability: 0.1 } },
  ])('distort with %j', (settings) => {
    expect(distorts(distortionSchema.parse(settings))).toBe(true);
  });

  it.each([
    [{ translatePixels: 11 }, 'translatePixels'],
    [{ rotateDegrees: -1 }, 'rotateDegrees'],
    [{ scalePercent: 51 }, 'scalePercent'],
    [{ shearPercent: Infinity }, 'shearPercent'],
    [{ elastic: { sigma: 1 } }, 'elastic.sigma'],
    [{ elastic: { alpha: 201 } }, 'elastic.alpha'],
    [{ noise: -1 }, 'noise'],
    [{ erase: { side: 2.5 } }, 'erase.side'],
    [{ erase: { probability: 2 } }, 'erase.probability'],
    [{ elastic: { beta: 1 } }, 'elastic'],
  ])('refuse %j, naming %s', (settings, path) => {
    const result = distortionSchema.safeParse(settings);
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
