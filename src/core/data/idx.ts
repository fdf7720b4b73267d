import { UserError } from '../errors';

// The IDX format of the MNIST files (http://yann.lecun.com/exdb/mnist): big-endian. Byte 2 is the type of the numbers
// (0x08: unsigned bytes), byte 3 how many dimensions follow, each as a 32-bit count; then the numbers, row-major.

/** Bytes of a file, uncompressed, and the name by which errors call it. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface IdxImages {
  /** [count, rows, columns], 0–255; shares memory with the file's bytes. */
  readonly images: Uint8Array;
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
}

const kinds = {
  images: { magic: 0x00000803, dimensions: 3 },
  labels: { magic: 0x00000801, dimensions: 1 },
} as const;

/** Byte of the header where dimension `index` stands. */
export const dimensionByte = (index: number) => 4 + 4 * index;

/** Reads a file of images. Throws a UserError naming file and byte unless it is exactly as long as its header says. */
export function readIdxImages(file: NamedBytes): IdxImages {
  const { shape, values } = readIdx(file, 'images');
  const [count, rows, columns] = shape as [number, number, number];
  return { images: values, count, rows, columns };
}

/** Reads a file of labels, each from 0 to `classes` − 1; shares memory with the file's bytes. Throws a UserError as above. */
export function readIdxLabels(file: NamedBytes, classes: number): Uint8Array {
  const { values } = readIdx(file, 'labels');
  const index = values.findIndex((label) => label >= classes);
  if (index >= 0) {
    throw new UserError('idx.label', {
      where: file.name,
      byte: file.bytes.length - values.length + index,
      index,
      got: values[index]!,
      max: classes - 1,
    });
  }
  return values;
}

function readIdx({ name: where, bytes }: NamedBytes, kind: keyof typeof kinds) {
  const { magic, dimensions } = kinds[kind];
  const dataStart = dimensionByte(dimensions);
  if (bytes.length < dataStart) {
    throw new UserError('idx.short', { where, expected: dataStart, got: bytes.length });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const got = view.getUint32(0);
  if (got !== magic) {
    throw new UserError(`idx.magic.${kind}`, { where, expected: hex(magic), got: hex(got) });
  }
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(dimensionByte(i)));
  const zero = shape.indexOf(0);
  if (zero >= 0) throw new UserError('idx.zero', { where, byte: dimensionByte(zero) });

  const expected = dataStart + shape.reduce((size, n) => size * n, 1);
  const sizes = { where, shape: shape.join(' × '), expected, got: bytes.length };
  if (bytes.length < expected) throw new UserError('idx.truncated', sizes);
  if (bytes.length > expected) throw new UserError('idx.trailing', sizes);
  return { shape, values: bytes.subarray(dataStart) };
}

const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`;

/** A file of unsigned bytes of this shape. */
export function idxBytes(shape: readonly number[], values: Uint8Array): Uint8Array {
  const start = dimensionByte(shape.length);
  const bytes = new Uint8Array(start + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x00000800 + shape.length);
  shape.forEach((size, i) => {
    view.setUint32(dimensionByte(i), size);
  });
  bytes.set(values, start);
  return bytes;
}
