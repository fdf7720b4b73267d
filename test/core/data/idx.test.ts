import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIGITS, parseLabelledImages } from '../../../src/core/data/dataset';
import { readIdxImages, readIdxLabels } from '../../../src/core/data/idx';
import { UserError } from '../../../src/core/errors';

/** An IDX file: the magic number, the counts, the values. */
function idx(magic: number, shape: number[], values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  shape.forEach((n, i) => {
    view.setUint32(4 + 4 * i, n);
  });
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}
const images = (count: number, rows = 28, columns = 28) =>
  idx(0x803, [count, rows, columns], new Uint8Array(count * rows * columns));
const labels = (...values: number[]) => idx(0x801, [values.length], values);

const read = (imageBytes: Uint8Array, labelBytes: Uint8Array) =>
  parseLabelledImages(
    { name: 'images', bytes: imageBytes },
    { name: 'labels', bytes: labelBytes },
    DIGITS,
  );

describe('an IDX file', () => {
  it('of images gives its pixels and their shape', () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(
        size,
        size,
        size,
        fc.infiniteStream(fc.nat(255)),
        (count, rows, columns, stream) => {
          const pixels = Uint8Array.from([...stream.take(count * rows * columns)]);
          const bytes = idx(0x803, [count, rows, columns], pixels);
          const file = readIdxImages({ name: 'images', bytes });
          expect(file).toEqual({ images: pixels, count, rows, columns });
        },
      ),
    );
  });

  it('of labels gives its labels', () => {
    expect(Array.from(readIdxLabels({ name: 'labels', bytes: labels(9, 0, 5) }, 10))).toEqual([
      9, 0, 5,
    ]);
  });

  it('is read where it lies in a larger buffer', () => {
    const bytes = labels(1, 2, 3);
    const pool = Buffer.alloc(bytes.length + 5);
    pool.set(bytes, 5);
    expect(Array.from(readIdxLabels({ name: 'l', bytes: pool.subarray(5) }, 10))).toEqual([
      1, 2, 3,
    ]);
  });
});

describe('a bad pair of IDX files', () => {
  it.each<[string, Uint8Array, Uint8Array, string]>([
    [
      'empty',
      new Uint8Array(0),
      labels(1),
      'images: the header of an IDX file of this kind has 16 bytes, but the file has only 0.',
    ],
    [
      'header cut',
      images(1).subarray(0, 15),
      labels(1),
      'images: the header of an IDX file of this kind has 16 bytes, but the file has only 15.',
    ],
    [
      'labels header cut',
      images(1),
      labels(1).subarray(0, 7),
      'labels: the header of an IDX file of this kind has 8 bytes, but the file has only 7.',
    ],
    [
      'still compressed',
      Uint8Array.of(0x1f, 0x8b, 8, 0, ...new Uint8Array(30)),
      labels(1),
      'images, byte 0: an IDX file of images begins with 0x00000803, this one with 0x1f8b0800.',
    ],
    [
      'labels for images',
      labels(...new Array<number>(20).fill(1)),
      labels(1),
      'images, byte 0: an IDX file of images begins with 0x00000803, this one with 0x00000801.',
    ],
    [
      'images for labels',
      images(1),
      images(1),
      'labels, byte 0: an IDX file of labels begins with 0x00000801, this one with 0x00000803.',
    ],
    [
      'float pixels',
      idx(0xd03, [1, 28, 28], new Uint8Array(784)),
      labels(1),
      'images, byte 0: an IDX file of images begins with 0x00000803, this one with 0x00000d03.',
    ],
    ['no image', images(0), labels(1), 'images, byte 4: expected a count of at least 1, got 0.'],
    ['no row', images(1, 0), labels(1), 'images, byte 8: expected a count of at least 1, got 0.'],
    [
      'no column',
      images(1, 28, 0),
      labels(1),
      'images, byte 12: expected a count of at least 1, got 0.',
    ],
    ['no label', images(1), labels(), 'labels, byte 4: expected a count of at least 1, got 0.'],
    [
      'last pixel missing',
      images(2).subarray(0, 16 + 1567),
      labels(1, 2),
      'images, byte 1583: the file ends here, but its header (2 × 28 × 28) announces 1584 bytes.',
    ],
    [
      'a byte too many',
      idx(0x803, [1, 28, 28], new Uint8Array(785)),
      labels(1),
      'images, byte 800: the file should end here by its header (1 × 28 × 28), but has 801 bytes.',
    ],
    [
      'counts beyond any file',
      idx(0x803, [0xffffffff, 28, 28], new Uint8Array(784)),
      labels(1),
      'images, byte 800: the file ends here, but its header (4294967295 × 28 × 28) announces 3367254359296 bytes.',
    ],
    [
      'label missing',
      images(1),
      idx(0x801, [2], [1]),
      'labels, byte 9: the file ends here, but its header (2) announces 10 bytes.',
    ],
    [
      'label too many',
      images(1),
      idx(0x801, [1], [1, 2]),
      'labels, byte 9: the file should end here by its header (1), but has 10 bytes.',
    ],
    [
      'label out of range',
      images(3),
      labels(0, 9, 10),
      'labels, byte 10: expected a label from 0 to 9, got 10 (label number 2, counted from 0).',
    ],
    [
      'wrong height',
      images(1, 32),
      labels(1),
      'images, byte 8: expected images of 28 × 28 pixels, got 32 × 28.',
    ],
    [
      'wrong width',
      images(1, 28, 20),
      labels(1),
      'images, byte 12: expected images of 28 × 28 pixels, got 28 × 20.',
    ],
    [
      'other counts',
      images(3),
      labels(1, 2),
      'images holds 3 images and labels 2 labels; expected one label for each image.',
    ],
  ])(
    'is refused with where, what and what was expected: %s',
    (_, imageBytes, labelBytes, sentence) => {
      expect(() => read(imageBytes, labelBytes)).toThrow(UserError);
      expect(() => read(imageBytes, labelBytes)).toThrow(sentence);
    },
  );

  it('is never read in part: cut anywhere, it is refused', () => {
    const whole = labels(1, 2, 3);
    for (let length = 0; length < whole.length; length++) {
      const bytes = whole.subarray(0, length);
      expect(() => readIdxLabels({ name: 'cut', bytes }, 10)).toThrow(UserError);
    }
  });
});
