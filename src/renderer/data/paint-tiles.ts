import { IMAGE_SIDE } from '../../core/network/types';
import type { DigitSet } from './digit-set';

/** Paper between two tiles, in the pixels of the digits. */
export const GAP = 4;
export const TILE = IMAGE_SIDE + GAP;

/** [256] colours as ImageData keeps them in a little-endian Uint32: from paper to ink. */
export type Shades = Uint32Array;

/** Which digits a picture of tiles shows: `rows` rows of `columns`, from position `from` among `numbers`. */
export interface TileWindow {
  readonly numbers: Uint32Array;
  readonly from: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Paints tiles into a picture [rows × TILE, columns × TILE] of 32-bit pixels, one for each pixel of a digit: enlarging them is
 * left to CSS. What lies beyond the last digit is paper.
 */
export function paintTiles(
  picture: Uint32Array,
  digits: DigitSet,
  { numbers, from, columns, rows }: TileWindow,
  shades: Shades,
): void {
  const stride = columns * TILE;
  picture.fill(0);
  const end = Math.min(numbers.length, from + columns * rows);
  for (let position = from; position < end; position++) {
    const tile = position - from;
    const left = (tile % columns) * TILE + GAP / 2;
    const top = Math.floor(tile / columns) * TILE + GAP / 2;
    const pixels = digits.pixels(numbers[position]!);
    let source = 0;
    for (let y = 0; y < IMAGE_SIDE; y++) {
      const row = (top + y) * stride + left;
      for (let x = 0; x < IMAGE_SIDE; x++) picture[row + x] = shades[pixels[source++]!]!;
    }
  }
}
