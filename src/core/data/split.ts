import { UserError } from '../errors';
import { randomStream, type RandomUse } from '../random';
import { shuffle } from './shuffle';

// N examples, K classes. Indices point into the data set and come ascending.

/** A training set and what is held back from it. */
interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/**
 * Holds `count` examples back to choose by, each class in its share of the whole (largest remainders decide about the last
 * ones). Follows from labels [N], `count` and `seed` alone: give it the data set's own labels, before any label map, and every
 * training with that seed holds back the same images. Throws a UserError unless some are left to train on.
 */
export function validationSplit(
  labels: Uint8Array,
  classes: number,
  count: number,
  seed: number,
): Split {
  if (count >= labels.length) {
    throw new UserError('data.validation', { count, available: labels.length });
  }
  const indices = allIndices(labels.length);
  const held = new Uint8Array(labels.length);
  const byClass = shuffledByClass(indices, labels, classes, 'validation', seed);
  for (const index of stratified(byClass, count)) held[index] = 1;
  return {
    train: indices.filter((index) => held[index] === 0),
    validation: indices.filter((index) => held[index] === 1),
  };
}

/** Which part of a training set is trained on. */
export type Subset =
  | { readonly type: 'all' }
  /** The first ones of the file. */
  | { readonly type: 'first'; readonly count: number }
  /** So many in all, each class in its share of the whole. */
  | { readonly type: 'stratified'; readonly count: number }
  /** So many of each class. */
  | { readonly type: 'perClass'; readonly count: number };

/**
 * The part of a training set to train on; `labels` [n] are those of `indices` [n], by which classes are told apart. Random
 * ones follow from `seed`, and a smaller number per class takes some of what a larger one takes. Throws a UserError where more
 * is asked for than there is.
 */
export function chooseSubset(
  { indices, labels, classNames }: Chosen,
  subset: Subset,
  seed: number,
): Int32Array {
  if (subset.type === 'all') return indices;
  const { type, count } = subset;
  if (type !== 'perClass' && count > indices.length) {
    throw new UserError('data.tooFew', { wanted: count, available: indices.length });
  }
  if (type === 'first') return indices.slice(0, count);
  const byClass = shuffledByClass(indices, labels, classNames.length, 'subset', seed);
  if (type === 'stratified') return stratified(byClass, count).sort();
  byClass.forEach((members, k) => {
    if (members.length < count) {
      throw new UserError('data.tooFewOfClass', {
        class: classNames[k]!,
        wanted: count,
        available: members.length,
      });
    }
  });
  return Int32Array.from(byClass.flatMap((members) => [...members.subarray(0, count)])).sort();
}

/** Examples with their classes; a `Selection` is one. */
interface Chosen {
  readonly indices: Int32Array;
  readonly labels: Uint8Array;
  readonly classNames: readonly string[];
}

/** 0 … n − 1 */
export function allIndices(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** The indices of each class in random order, each class by a stream of its own. */
function shuffledByClass(
  indices: Int32Array,
  labels: Uint8Array,
  classes: number,
  use: RandomUse,
  seed: number,
): Int32Array[] {
  return Array.from({ length: classes }, (_, k) => {
    const members = indices.filter((_index, i) => labels[i] === k);
    shuffle(members, randomStream(use, seed, k));
    return members;
  });
}

/** `count` of all, the first ones of each class. */
function stratified(byClass: readonly Int32Array[], count: number): Int32Array {
  const shares = largestRemainders(
    byClass.map((members) => members.length),
    count,
  );
  return Int32Array.from(byClass.flatMap((members, k) => [...members.subarray(0, shares[k])]));
}

/**
 * Shares `count` out in proportion to `sizes` (Hamilton's method): whole parts first, then one more for the largest
 * remainders, of equal ones the first. `count` is at most the sum of `sizes`, so that no share exceeds its size.
 */
function largestRemainders(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size) => Math.floor((size * count) / total));
  const left = count - shares.reduce((sum, share) => sum + share, 0);
  // In whole numbers, so that equal remainders are equal.
  const remainder = (k: number) => (sizes[k]! * count) % total;
  const order = sizes.map((_, k) => k).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const k of order.slice(0, left)) shares[k]! += 1;
  return shares;
}
