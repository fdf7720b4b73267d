import { MNIST } from '../../../src/core/data/dataset-info';
import { DigitSet } from '../../../src/renderer/data/digit-set';

/** Six training digits and three test digits; every pixel of number n is n + 1, so that a tile shows whose it is. */
export const labels = { train: [5, 0, 4, 1, 5, 2], test: [7, 5, 1] };

export function smallSet(): DigitSet {
  return new DigitSet(
    { train: part(labels.train, 0), test: part(labels.test, labels.train.length) },
    MNIST.classNames,
  );
}

export function part(
  of: readonly number[],
  from: number,
): { images: Uint8Array; labels: Uint8Array } {
  const images = new Uint8Array(of.length * 784);
  of.forEach((_, i) => images.fill(from + i + 1, i * 784, (i + 1) * 784));
  return { images, labels: Uint8Array.from(of) };
}
