import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIGITS, MNIST_FILES, parseLabelledImages } from '../../../src/core/data/dataset';
import { MNIST_FOLDER } from '../../support/mnist';

const read = (file: keyof typeof MNIST_FILES) => {
  const name = MNIST_FILES[file];
  return { name, bytes: readFileSync(join(MNIST_FOLDER, name)) };
};
const train = parseLabelledImages(read('trainImages'), read('trainLabels'), DIGITS);
const test = parseLabelledImages(read('testImages'), read('testLabels'), DIGITS);

const histogram = (labels: Uint8Array) => {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
};

describe('the MNIST that comes with the app', () => {
  it.each([
    ['trainImages', '6bbc9ace898e44ae57da46a324031adb'],
    ['trainLabels', 'a25bea736e30d166cdddb491f175f624'],
    ['testImages', '2646ac647ad5339dbf082846283269ea'],
    ['testLabels', '27ae3e4e09519cfbb04c329615203637'],
  ] as const)('is the canonical file, byte for byte: %s', (name, md5) => {
    expect(createHash('md5').update(read(name).bytes).digest('hex')).toBe(md5);
  });

  it('has 60,000 images to train and 10,000 to test, of the ten digits', () => {
    expect(train.images.length).toBe(60_000 * 784);
    expect(train.labels.length).toBe(60_000);
    expect(test.images.length).toBe(10_000 * 784);
    expect(test.labels.length).toBe(10_000);
    expect(train.classNames).toEqual(DIGITS);
  });

  it('has as many of each digit as is known', () => {
    expect(histogram(train.labels)).toEqual([
      5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]);
    expect(histogram(test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });

  it('begins with a 5, a 0, a 4, a 1 and a 9, and has the known mean ink of 0.1307', () => {
    expect(Array.from(train.labels.subarray(0, 5))).toEqual([5, 0, 4, 1, 9]);
    // The first row with ink of the first image, the 5.
    expect(Array.from(train.images.subarray(5 * 28 + 12, 5 * 28 + 24))).toEqual([
      3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127,
    ]);
    let ink = 0;
    for (const pixel of train.images) ink += pixel;
    expect(ink / train.images.length / 255).toBeCloseTo(0.1307, 4);
  });
});
