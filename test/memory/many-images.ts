import { closeSync, copyFileSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MNIST_FILES } from '../../src/core/data/dataset';
import { readMnist } from '../../src/library/mnist';

/** About as many as EMNIST's largest split has, the largest set of handwritten characters in common use. */
export const MANY = 700_000;

/** Writes MNIST's training digits over and over, `MANY` of them, under the names of MNIST's files; gives the new folder. */
export function writeManyImages(mnist: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-many-'));
  const { images, labels } = readMnist(mnist, 'train');
  writeIdx(join(folder, MNIST_FILES.trainImages), 0x803, [MANY, 28, 28], images);
  writeIdx(join(folder, MNIST_FILES.trainLabels), 0x801, [MANY], labels);
  for (const file of [MNIST_FILES.testImages, MNIST_FILES.testLabels]) {
    copyFileSync(join(mnist, file), join(folder, file));
  }
  return folder;
}

/** An IDX file of this shape, filled with `values` again and again. */
function writeIdx(file: string, magic: number, shape: readonly number[], values: Uint8Array): void {
  const header = Buffer.alloc(4 + 4 * shape.length);
  [magic, ...shape].forEach((value, i) => header.writeUInt32BE(value, 4 * i));
  const fd = openSync(file, 'w');
  try {
    writeSync(fd, header);
    let left = shape.reduce((product, n) => product * n, 1);
    while (left > 0) left -= writeSync(fd, values, 0, Math.min(left, values.length));
  } finally {
    closeSync(fd);
  }
}
