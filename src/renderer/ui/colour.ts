/** Red, green, blue, 0–255. */
export type Rgb = readonly [number, number, number];

/** 'rgb(27, 36, 48)', as browsers compute an opaque colour. */
export function parseColour(text: string): Rgb {
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(text);
  if (parts === null) throw new RangeError(`not an opaque colour: ${text}`);
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

/** The colours that canvases need, as the theme has them now. */
export interface Palette {
  readonly sheet: Rgb;
  readonly ink: Rgb;
  readonly soft: Rgb;
  readonly accent: Rgb;
  readonly wrong: Rgb;
}

/** The colours app.css gives a theme, whichever one is shown. */
export function readPalette(dark: boolean): Palette {
  const probe = document.createElement('i');
  probe.style.colorScheme = dark ? 'dark' : 'light';
  document.body.append(probe);
  const read = (name: string): Rgb => {
    probe.style.color = `var(${name})`;
    return parseColour(getComputedStyle(probe).color);
  };
  const palette = {
    sheet: read('--sheet'),
    ink: read('--ink'),
    soft: read('--soft'),
    accent: read('--accent'),
    wrong: read('--wrong'),
  };
  probe.remove();
  return palette;
}

/** A pixel of ImageData seen as a little-endian Uint32. */
export function packed([r, g, b]: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** For CSS and for canvas strokes. */
export function css([r, g, b]: Rgb, opacity = 1): string {
  return `rgb(${r} ${g} ${b} / ${opacity})`;
}

/** The colour `part` (0–1) of the way from one to another. */
export function mix(from: Rgb, to: Rgb, part: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * part);
  return [channel(0), channel(1), channel(2)];
}

/** [256] packed colours from paper to ink. */
export function inkShades({ sheet, ink }: Palette): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, p) => packed(mix(sheet, ink, p / 255)));
}

/** [2n + 1] packed colours for values from −1 to 1: `wrong` through paper to `accent`, symmetric about 0. */
export function divergingShades({ sheet, accent, wrong }: Palette, n = 127): Uint32Array {
  return Uint32Array.from({ length: 2 * n + 1 }, (_, i) => {
    const value = (i - n) / n;
    return packed(mix(sheet, value > 0 ? accent : wrong, Math.abs(value)));
  });
}
