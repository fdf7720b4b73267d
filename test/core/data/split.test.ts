import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allIndices, chooseSubset, validationSplit } from '../../../src/core/data/split';
import { mnist } from '../../support/mnist';

const { labels, classNames } = mnist.train;
const counts = (chosen: Int32Array, of: Uint8Array, classes: number) =>
  Array.from({ length: classes }, (_, k) => chosen.filter((i) => of[i] === k).length);

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
/** Labels of 1 to 5 classes, some of them perhaps empty. */
const anyLabels = fc
  .array(fc.nat(4), { minLength: 2, maxLength: 200 })
  .map((values) => Uint8Array.from(values));

describe('the validation split', () => {
  it('of MNIST holds back 5,000 with every digit in its share of the 60,000', () => {
    const { train, validation } = validationSplit(labels, 10, 5000, 1);
    expect(train).toHaveLength(55_000);
    const whole = counts(allIndices(60_000), labels, 10);
    counts(validation, labels, 10).forEach((count, digit) => {
      expect(Math.abs(count - whole[digit]! / 12)).toBeLessThan(1);
    });
  });

  it('is the same for the same seed, another for another, and no pattern of the file', () => {
    const { validation } = validationSplit(labels, 10, 5000, 1);
    expect(validationSplit(labels, 10, 5000, 1).validation).toEqual(validation);
    const other = new Set(validationSplit(labels, 10, 5000, 2).validation);
    // By chance 5,000 / 12 ≈ 417 are in both, with a standard deviation of 19; five of them either way.
    const common = validation.filter((index) => other.has(index)).length;
    expect(Math.abs(common - 5000 / 12)).toBeLessThan(95);
    const inFirstHalf = validation.filter((index) => index < 30_000).length;
    expect(Math.abs(inFirstHalf - 2500)).toBeLessThan(5 * 34);
  });

  it('goes on holding back what recorded runs held back', () => {
    // Worked out apart from this code, in Python, from the published algorithms.
    const { validation } = validationSplit(labels, 10, 5000, 1);
    expect([...validation.subarray(0, 6)]).toEqual([2, 5, 10, 23, 27, 61]);
    expect([...validation.subarray(-2)]).toEqual([59978, 59998]);
  });

  it('parts any labels in two, in ascending order, each class within one of its share', () => {
    fc.assert(
      fc.property(anyLabels, fc.double({ min: 0, max: 1, noNaN: true }), seed, (any, part, s) => {
        const count = Math.floor(part * (any.length - 1));
        const { train, validation } = validationSplit(any, 5, count, s);
        expect(validation).toHaveLength(count);
        expect([...train, ...validation].sort((a, b) => a - b)).toEqual([
          ...allIndices(any.length),
        ]);
        expect(train).toEqual(train.slice().sort());
        expect(validation).toEqual(validation.slice().sort());
        const whole = counts(allIndices(any.length), any, 5);
        counts(validation, any, 5).forEach((n, k) => {
          expect(Math.abs(n - (whole[k]! * count) / any.length)).toBeLessThan(1);
        });
      }),
    );
  });

  it('that leaves nothing to train on is refused with both numbers', () => {
    expect(() => validationSplit(labels.subarray(0, 500), 10, 500, 1)).toThrow(
      'A validation set of 500 examples leaves nothing to train on: there are only 500.',
    );
  });
});

describe('a smaller training set', () => {
  const train = { indices: allIndices(60_000), labels, classNames };

  it('is the first ones of the file, or of what the validation split left', () => {
    expect(chooseSubset(train, { type: 'first', count: 3 }, 1)).toEqual(Int32Array.of(0, 1, 2));
    const left = { ...train, indices: Int32Array.of(4, 7, 9), labels: Uint8Array.of(0, 1, 0) };
    expect(chooseSubset(left, { type: 'first', count: 2 }, 1)).toEqual(Int32Array.of(4, 7));
    expect(chooseSubset(left, { type: 'all' }, 1)).toEqual(left.indices);
  });

  it('has every digit in its share when it is stratified', () => {
    const chosen = chooseSubset(train, { type: 'stratified', count: 1000 }, 1);
    expect(new Set(chosen).size).toBe(1000);
    const whole = counts(train.indices, labels, 10);
    counts(chosen, labels, 10).forEach((count, digit) => {
      expect(Math.abs(count - whole[digit]! / 60)).toBeLessThan(1);
    });
  });

  it('has as many of each digit as asked for, and a larger one begins with a smaller one', () => {
    const of = (count: number, s: number) => chooseSubset(train, { type: 'perClass', count }, s);
    expect(counts(of(5, 1), labels, 10)).toEqual(new Array<number>(10).fill(5));
    const fifty = new Set(of(50, 1));
    expect(of(5, 1).every((index) => fifty.has(index))).toBe(true);
    expect(of(5, 2)).not.toEqual(of(5, 1));
  });

  it('goes on being what recorded runs were trained on', () => {
    // Worked out apart from this code, in Python, from the published algorithms.
    expect([...chooseSubset(train, { type: 'perClass', count: 1 }, 1)]).toEqual([
      1483, 1867, 2867, 8978, 17956, 24438, 29868, 33115, 34758, 52435,
    ]);
  });

  it('tells classes apart by the labels given with the indices, in the data set’s own numbering', () => {
    const some = {
      indices: Int32Array.of(10, 20, 30, 40),
      labels: Uint8Array.of(0, 1, 0, 1),
      classNames: ['a', 'b'],
    };
    const one = chooseSubset(some, { type: 'perClass', count: 1 }, 3);
    expect(one).toHaveLength(2);
    expect(one.filter((index) => index === 10 || index === 30)).toHaveLength(1);
    expect(chooseSubset(some, { type: 'perClass', count: 2 }, 3)).toEqual(some.indices);
  });

  it('that is larger than what there is, is refused with the numbers and the class', () => {
    expect(() => chooseSubset(train, { type: 'first', count: 60_001 }, 1)).toThrow(
      '60001 training examples were asked for, but there are only 60000 to choose from.',
    );
    expect(() => chooseSubset(train, { type: 'perClass', count: 5422 }, 1)).toThrow(
      '5422 training examples of class 5 were asked for, but there are only 5421 to choose from.',
    );
  });
});
