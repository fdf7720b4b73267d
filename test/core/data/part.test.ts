import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnSet } from '../../../src/core/data/drawn-set';
import type { LabelledImages } from '../../../src/core/data/dataset';
import { ownSet, partOf } from '../../../src/core/data/part';
import type { KeptDrawing } from '../../../src/core/digit/kept-drawing';
import { PIXELS, type Pixels28 } from '../../../src/core/network/types';

const classNames = ['a', 'b', 'c', 'd'];
/** Every image is filled with a number of its own. */
function images(labels: readonly number[], from: number): LabelledImages {
  const pixels = new Uint8Array(labels.length * PIXELS);
  labels.forEach((_, n) => pixels.fill(from + n, n * PIXELS, (n + 1) * PIXELS));
  return { images: pixels, labels: Uint8Array.from(labels), classNames };
}
const numbersIn = ({ images }: LabelledImages) =>
  Array.from({ length: images.length / PIXELS }, (_, n) => images[n * PIXELS]!);
const named = (data: LabelledImages) =>
  Array.from(data.labels, (label, n) => `${numbersIn(data)[n]!}${data.classNames[label]!}`);

const labels = fc.array(fc.nat(3), { minLength: 1, maxLength: 20 });

describe('a part of a data set', () => {
  test('has each image that was named once, in its own part, with its own class', () => {
    fc.assert(
      fc.property(labels, labels, fc.array(fc.nat(39)), (one, other, wanted) => {
        const count = one.length + other.length;
        const numbers = wanted.filter((number) => number < count);
        const whole = { train: images(one, 0), test: images(other, one.length) };
        const part = partOf(whole, Uint32Array.from(numbers));
        const sorted = [...new Set(numbers)].sort((a, b) => a - b);
        expect(numbersIn(part.train)).toEqual(sorted.filter((number) => number < one.length));
        expect(numbersIn(part.test)).toEqual(sorted.filter((number) => number >= one.length));
        const all = [...named(whole.train), ...named(whole.test)];
        expect([...named(part.train), ...named(part.test)]).toEqual(sorted.map((n) => all[n]));
      }),
    );
  });

  test('an image that is not there is nobody’s choice', () => {
    const whole = { train: images([0], 0), test: images([1], 1) };
    expect(() => partOf(whole, Uint32Array.of(2))).toThrow('no image number 2');
  });

  test('becomes a data set of the classes that occur; each image keeps its class’s name', () => {
    fc.assert(
      fc.property(labels, fc.array(fc.nat(3), { maxLength: 20 }), (one, other) => {
        fc.pre(new Set([...one, ...other]).size > 1 && (other.length > 0 || one.length > 4));
        const given = { train: images(one, 0), test: images(other, one.length) };
        const set = ownSet(given, 'selection');
        expect(set.testPart).toBe(other.length > 0 ? 'own' : 'held');
        expect(set.train.classNames).toEqual(set.test.classNames);
        expect([...set.train.classNames]).toEqual(
          classNames.filter((_, label) => one.includes(label) || other.includes(label)),
        );
        expect([...named(set.train), ...named(set.test)].sort()).toEqual(
          [...named(given.train), ...named(given.test)].sort(),
        );
        expect(set.test.labels.length).toBeGreaterThan(0);
      }),
    );
  });

  test.each([
    [[2, 2, 2], 'All that is selected is of one class (c)'],
    [[0, 1], 'No class is selected twice'],
  ])('of labels %j is none, in a sentence', (of, sentence) => {
    const given = { train: images(of, 0), test: images([], 0) };
    expect(() => ownSet(given, 'selection')).toThrow(sentence);
  });
});

describe('kept drawings', () => {
  const drawing = (id: number, className: string): KeptDrawing => ({
    id,
    className,
    image: new Uint8Array(PIXELS).fill(id) as Pixels28,
    strokes: null,
    model: null,
    readAs: null,
    purpose: id % 2 === 0 ? 'personal' : null,
    createdAt: 0,
  });

  test('are a data set in the order they were drawn, classes in theirs, a seventh of each held back', () => {
    const kept = Array.from({ length: 28 }, (_, i) => drawing(28 - i, i % 2 === 0 ? '10' : '2'));
    const { train, test: held } = drawnSet(kept);
    expect(train.classNames).toEqual(['2', '10']);
    expect(held.labels).toHaveLength(4);
    expect(numbersIn(train)).toEqual(numbersIn(train).sort((a, b) => a - b));
    expect([...numbersIn(train), ...numbersIn(held)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 28 }, (_, i) => i + 1),
    );
    expect(drawnSet(kept.toReversed())).toEqual({ train, test: held });
  });

  test.each<[string, KeptDrawing[], string]>([
    ['none', [], 'There are no kept drawings yet'],
    ['of one class', [drawing(1, '7'), drawing(2, '7')], 'All kept drawings are of one class (7)'],
    ['one of each', [drawing(1, '7'), drawing(2, '8')], 'No class has two kept drawings'],
    [
      'of too many classes',
      Array.from({ length: 63 }, (_, i) => drawing(i + 1, `c${i}`)),
      'of 63 classes; a data set may have 2 to 62',
    ],
  ])('where there are %s, a sentence says so', (_what, kept, sentence) => {
    expect(() => drawnSet(kept)).toThrow(sentence);
  });
});
