import type { LabelledImages } from '../../src/core/data/dataset';
import type { NewDataset } from '../../src/library/datasets';
import { firstOf, mnist } from './mnist';

/** A data set of 200 and 50 images with `classes` classes, which are MNIST's digits told apart further by where they stand. */
export function newDataset(classes = 12, name = 'Small letters'): NewDataset {
  return {
    name,
    source: {
      format: 'idx',
      files: 'letters-train-images-idx3-ubyte.gz',
      testPart: 'own',
      refused: 0,
      duplicates: 0,
      overlap: 0,
    },
    train: withClasses(firstOf(mnist.train, 200), classes),
    test: withClasses(firstOf(mnist.test, 50), classes),
  };
}

/** The first images are one of each class. */
function withClasses({ images, labels }: LabelledImages, classes: number): LabelledImages {
  return {
    images,
    labels: labels.map((label, i) =>
      i < classes ? i : (label + 10 * (i % Math.ceil(classes / 10))) % classes,
    ),
    classNames: Array.from({ length: classes }, (_, k) => `c${k}`),
  };
}
