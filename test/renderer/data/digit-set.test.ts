import { expect, test } from 'vitest';
import { MNIST } from '../../../src/core/data/dataset-info';
import { DigitSet } from '../../../src/renderer/data/digit-set';
import { labels, part, smallSet } from '../support/digits';

const digits = smallSet();

test('numbers the training digits first, then the test digits', () => {
  expect(digits.count).toBe(9);
  expect(digits.locate(5)).toEqual({ split: 'train', index: 5 });
  expect(digits.locate(6)).toEqual({ split: 'test', index: 0 });
  expect(digits.label(7)).toBe(5);
  expect([...new Set(digits.pixels(7))]).toEqual([8]);
});

test('counts labels', () => {
  expect(digits.labelCounts(null)).toEqual([1, 2, 1, 0, 1, 3, 0, 1, 0, 0]);
  expect(digits.labelCounts('test')[5]).toBe(1);
});

test('refuses images and labels that do not belong together', () => {
  const train = part(labels.train, 0);
  const broken = { images: train.images, labels: train.labels.subarray(1) };
  expect(() => new DigitSet({ train: broken, test: part([], 0) }, MNIST.classNames)).toThrow(
    '5 labels, but 6 images',
  );
});
