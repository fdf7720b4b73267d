import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { MNIST_FILES } from '../../src/core/data/dataset';
import { readMnist, sha256Of } from '../../src/library/mnist';
import { MNIST_FOLDER, mnist } from '../support/mnist';
import { codeOf, temporaryFolder } from './support/training';

it('reads all 70,000 digits', () => {
  expect(mnist.train.labels.length).toBe(60_000);
  expect(mnist.test.labels.length).toBe(10_000);
  expect([...mnist.train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  expect(mnist.test.images.length).toBe(10_000 * 784);
});

it('names the training set by the SHA-256 of its pixels and labels', () => {
  expect(sha256Of(mnist.train)).toBe(
    'edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b',
  );
  expect(sha256Of(mnist.test)).not.toBe(sha256Of(mnist.train));
});

it('reads files packed by gzip as well', () => {
  const folder = temporaryFolder();
  const images = readFileSync(join(MNIST_FOLDER, MNIST_FILES.testImages));
  writeFileSync(join(folder, `${MNIST_FILES.testImages}.gz`), gzipSync(images, { level: 1 }));
  copyFileSync(join(MNIST_FOLDER, MNIST_FILES.testLabels), join(folder, MNIST_FILES.testLabels));
  expect(sha256Of(readMnist(folder, 'test'))).toBe(sha256Of(mnist.test));
});

it('says which file is missing, cut short or no gzip file', () => {
  const folder = temporaryFolder();
  const file = join(folder, MNIST_FILES.testImages);
  const read = () => readMnist(folder, 'test');
  expect(codeOf(read)).toBe('mnist.missing');
  expect(read).toThrow(file);

  const packed = gzipSync(Buffer.alloc(1000));
  for (const bytes of [packed.subarray(0, packed.length / 2), Buffer.from('digits')]) {
    writeFileSync(`${file}.gz`, bytes);
    expect(codeOf(read)).toBe('mnist.damaged');
    expect(read).toThrow(`${file}.gz`);
  }
});

it('says why a file cannot be read', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, MNIST_FILES.testImages));
  expect(codeOf(() => readMnist(folder, 'test'))).toBe('file.unreadable');
});
