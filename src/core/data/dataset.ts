import { UserError } from '../errors';
import { IMAGE_SIDE } from '../network/types';
import { dimensionByte, readIdxImages, readIdxLabels, type NamedBytes } from './idx';

/** Images of 28 × 28 pixels with the class of each. */
export interface LabelledImages {
  /** [N, 784], 0 (paper) to 255 (ink). */
  readonly images: Uint8Array;
  /** [N], 0 to K − 1. */
  readonly labels: Uint8Array;
  /** [K] */
  readonly classNames: readonly string[];
}

/** As many as EMNIST has: digits, capital and small letters. */
export const MOST_CLASSES = 62;

/** MNIST's class names. Those of other data sets are their own. */
export const DIGITS: readonly string[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** The names under which MNIST's four files are known; at the edge they may also end in .gz. */
export const MNIST_FILES = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;

/**
 * One pair of IDX files, uncompressed: images and the class of each, 0 to K − 1 for K class names. Throws a UserError that names
 * the file and the byte where one goes wrong.
 */
export function parseLabelledImages(
  imageFile: NamedBytes,
  labelFile: NamedBytes,
  classNames: readonly string[],
): LabelledImages {
  const { images, count, rows, columns } = readIdxImages(imageFile);
  if (rows !== IMAGE_SIDE || columns !== IMAGE_SIDE) {
    throw new UserError('data.imageSize', {
      where: imageFile.name,
      byte: dimensionByte(rows === IMAGE_SIDE ? 2 : 1),
      rows,
      columns,
    });
  }
  const labels = readIdxLabels(labelFile, classNames.length);
  if (labels.length !== count) {
    throw new UserError('data.counts', {
      images: imageFile.name,
      labels: labelFile.name,
      imageCount: count,
      labelCount: labels.length,
    });
  }
  return { images, labels, classNames };
}
