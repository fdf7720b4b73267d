import { IMAGE_SIDE } from '../../core/network/types';
import type { DigitSet } from './digit-set';

/** [256] colours as ImageData keeps them in a little-endian Uint32: from paper to ink. */
export type Shades = Uint32Array;

/** Which digits a picture of tiles shows: `rows` rows of `columns`, from position `from` among `numbers`. */
export interface TileWindow {
  readonly numbers: Uint32Array;
  readonly from: number;
  readonly columns: number;
  readonly rows: number;
  /** Paper between two tiles, in the pixels of the digits. */
  readonly gap: number;
}

/** What sets some tiles off from the others. */
export interface TileMarks {
  /** 1 at the numbers of tiles on the other paper; may be shorter than there are numbers. */
  readonly selected: Uint8Array;
  /** From that paper to ink. */
  readonly shades: Shades;
  /** Whether a digit has its corner turned down, in this colour. */
  readonly cornered: (number: number) => boolean;
  readonly corner: number;
}

/** Legs of a corner, in the pixels of a digit. */
const CORNER = 5;

/**
 * Paints tiles into a picture [rows × tile, columns × tile] of 32-bit pixels (tile = 28 + gap), one for each pixel of a digit: enlarging them is
 * left to CSS. What lies beyond the last digit is paper.
 */
export function paintTiles(
  picture: Uint32Array,
  digits: DigitSet,
  { numbers, from, columns, rows, gap }: TileWindow,
  shades: Shades,
  marks: TileMarks,
): void {
  const side = IMAGE_SIDE + gap;
  const margin = Math.floor(gap / 2);
  const stride = columns * side;
  picture.fill(0);
  const end = Math.min(numbers.length, from + columns * rows);
  for (let position = from; position < end; position++) {
    const tile = position - from;
    const left = (tile % columns) * side + margin;
    const top = Math.floor(tile / columns) * side + margin;
    const number = numbers[position]!;
    const pixels = digits.pixels(number);
    const chosen = marks.selected[number] === 1 ? marks.shades : shades;
    let source = 0;
    for (let y = 0; y < IMAGE_SIDE; y++) {
      const row = (top + y) * stride + left;
      for (let x = 0; x < IMAGE_SIDE; x++) picture[row + x] = chosen[pixels[source++]!]!;
    }
    if (!marks.cornered(number)) continue;
    for (let y = 0; y < CORNER; y++) {
      const end = (top + y) * stride + left + IMAGE_SIDE;
      picture.fill(marks.corner, end - CORNER + y, end);
    }
  }
}
