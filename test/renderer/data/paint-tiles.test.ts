import { expect, test } from 'vitest';
import { paintTiles } from '../../../src/renderer/data/paint-tiles';
import { smallSet } from '../support/digits';

const digits = smallSet();
/** The colour of a pixel is the pixel itself, so the picture can be read back. */
const shades = Uint32Array.from({ length: 256 }, (_, p) => p);
const gap = 4;
const side = 28 + gap;

test('puts each digit whole into its own tile, and paper around it and behind the last', () => {
  const columns = 2;
  const rows = 2;
  const picture = new Uint32Array(columns * side * rows * side).fill(99);
  const numbers = Uint32Array.from([0, 4, 7, 8, 2]);
  paintTiles(picture, digits, { numbers, from: 2, columns, rows, gap }, shades);

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
