import { IMAGE_SIDE, type Pixels28 } from '../network/types';

/** How dark a pixel must be to be shown, 0–255. */
const INK = 96;
/** Upper and lower half of a character: neither, upper, lower, both. */
const BLOCKS = [' ', '▀', '▄', '█'] as const;

/** A digit as lines of text, 28 characters wide, two rows of pixels a line; empty lines above and below are left out. */
export function digitAsText(pixels: Pixels28): string[] {
  const lines: string[] = [];
  for (let y = 0; y < IMAGE_SIDE; y += 2) {
    let line = '';
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const upper = pixels[y * IMAGE_SIDE + x]! > INK ? 1 : 0;
      const lower = pixels[(y + 1) * IMAGE_SIDE + x]! > INK ? 2 : 0;
      line += BLOCKS[upper + lower]!;
    }
    lines.push(line.trimEnd());
  }
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}
