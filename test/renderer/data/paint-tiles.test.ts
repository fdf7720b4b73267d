import { expect, test } from 'vitest';
import { paintTiles, type TileMarks } from '../../../src/renderer/data/paint-tiles';
import { smallSet } from '../support/digits';

const digits = smallSet();
/** The colour of a pixel is the pixel itself, so the picture can be read back. */
const shades = Uint32Array.from({ length: 256 }, (_, p) => p);
const unmarked: TileMarks = {
  selected: new Uint8Array(0),
  shades: shades.map((shade) => shade + 1000),
  cornered: () => false,
  corner: 5000,
};
const gap = 4;
const side = 28 + gap;

test('puts each digit whole into its own tile, and paper around it and behind the last', () => {
  const columns = 2;
  const rows = 2;
  const picture = new Uint32Array(columns * side * rows * side).fill(99);
  const numbers = Uint32Array.from([0, 4, 7, 8, 2]);
  paintTiles(picture, digits, { numbers, from: 2, columns, rows, gap }, shades, unmarked);

  const expected = [8, 9, 3, 0]; // numbers 7, 8, 2, then none
  for (let y = 0; y < rows * side; y++) {
    for (let x = 0; x < columns * side; x++) {
      const tile = Math.floor(y / side) * columns + Math.floor(x / side);
      const inside = [x % side, y % side].every((at) => at >= 2 && at < 30);
      if (picture[y * columns * side + x] !== (inside ? expected[tile] : 0)) {
        expect.fail(`(${x}, ${y}) is ${String(picture[y * columns * side + x])}`);
      }
    }
  }
});

test('a selected digit lies on the other paper, and a corner is turned down where it is asked for', () => {
  const picture = new Uint32Array(2 * side * side);
  const marks: TileMarks = {
    ...unmarked,
    selected: Uint8Array.from([0, 1]),
    cornered: (number) => number === 0,
  };
  const numbers = Uint32Array.from([0, 1]);
  paintTiles(picture, digits, { numbers, from: 0, columns: 2, rows: 1, gap }, shades, marks);
  const at = (x: number, y: number) => picture[y * 2 * side + x];
  expect([at(2, 2), at(side + 2, 2)]).toEqual([1, 1002]);
  expect([at(29, 2), at(29, 6), at(29, 7), at(24, 2)]).toEqual([5000, 5000, 1, 1]);
  expect([at(side + 29, 2), at(30, 2)]).toEqual([1002, 0]);
});
