import { describe, expect, test } from 'vitest';
import {
  divergingShades,
  inkShades,
  mix,
  packed,
  parseColour,
  type Palette,
} from '../../../src/renderer/ui/colour';

const palette: Palette = {
  sheet: [255, 254, 251],
  ink: [27, 36, 48],
  soft: [90, 100, 114],
  accent: [43, 74, 203],
  wrong: [176, 48, 26],
};

describe('colours', () => {
  test('are read as browsers compute them', () => {
    expect(parseColour('rgb(27, 36, 48)')).toEqual([27, 36, 48]);
    expect(() => parseColour('rgba(27, 36, 48, 0.13)')).toThrow('not an opaque colour');
  });

  test('are packed as ImageData keeps them', () => {
    const bytes = new Uint8ClampedArray(Uint32Array.of(packed([1, 2, 3])).buffer);
    expect([...bytes]).toEqual([1, 2, 3, 255]);
  });

  test('ink goes from paper to ink', () => {
    const shades = inkShades(palette);
    expect(shades[0]).toBe(packed(palette.sheet));
    expect(shades[255]).toBe(packed(palette.ink));
    expect(shades[128]).toBe(packed(mix(palette.sheet, palette.ink, 128 / 255)));
  });

  test('the diverging map has paper in its middle and the two colours at its ends', () => {
    const shades = divergingShades(palette, 10);
    expect(shades).toHaveLength(21);
    expect(shades[10]).toBe(packed(palette.sheet));
    expect(shades[0]).toBe(packed(palette.wrong));
    expect(shades[20]).toBe(packed(palette.accent));
  });
});
