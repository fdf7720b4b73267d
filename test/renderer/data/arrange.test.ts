import { describe, expect, test } from 'vitest';
import { MNIST } from '../../../src/core/data/dataset-info';
import { readingsOf } from '../../../src/core/data/readings';
import { anyConfidence, passing, sorted, type Filter } from '../../../src/renderer/data/arrange';
import { labels, smallSet } from '../support/digits';

const digits = smallSet();
const any: Filter = {
  label: null,
  split: null,
  verdict: null,
  confidence: anyConfidence,
  among: null,
};
/** [N, 10] logits of a network that was never taught the 7 and says of digit n its label, or of 1 and 8 a 3, with logit n + 1. */
const all = [...labels.train, ...labels.test];
const logits = new Float32Array(90);
all.forEach((label, n) => {
  logits[n * 10 + (n === 1 || n === 8 ? 3 : label)] = n + 1;
});
const classOf = MNIST.classNames.map((_, label) => (label === 7 ? null : label));
const readings = readingsOf(logits, Uint8Array.from(all), MNIST.classNames, classOf);
const pass = (part: Partial<Filter>, known = true) => [
  ...passing(digits, { ...any, ...part }, known ? readings : null),
];

describe('digits pass', () => {
  test('by label, by split and by both', () => {
    expect(pass({ label: 5 })).toEqual([0, 4, 7]);
    expect(pass({ split: 'test' })).toEqual([6, 7, 8]);
    expect(pass({ label: 5, split: 'train' })).toEqual([0, 4]);
    expect(pass({ label: 9 })).toEqual([]);
  });

  test('by what was read; what was never taught is neither right nor wrong', () => {
    expect(pass({ verdict: 'wrong' })).toEqual([1, 8]);
    expect(pass({ verdict: 'right' })).toEqual([0, 2, 3, 4, 5, 7]);
  });

  test('wrong and sure: both at once', () => {
    expect(pass({ verdict: 'wrong', confidence: [90, 100] })).toEqual([8]);
    expect(pass({ verdict: 'wrong', confidence: [0, 50] })).toEqual([1]);
  });

  test('as if nothing was asked of readings while there are none', () => {
    expect(pass({ verdict: 'wrong', confidence: [90, 100] }, false)).toHaveLength(9);
  });

  test('only those among which they are looked for', () => {
    expect(pass({ among: Uint8Array.from([1, 0, 0, 0, 1]) })).toEqual([0, 4]);
  });
});

describe('digits are sorted', () => {
  const keys = { readings, distances: null };
  const numbers = Uint32Array.from(all.keys());

  test('by label, those alike as in the files', () => {
    expect([...sorted(digits, numbers, 'label', keys)]).toEqual([1, 3, 8, 5, 2, 0, 4, 7, 6]);
  });

  test('by how sure the network is', () => {
    expect([...sorted(digits, numbers, 'least', keys)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...sorted(digits, numbers, 'sure', keys)]).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test('most wrong first, what was never taught last', () => {
    expect([...sorted(digits, numbers, 'loss', keys)]).toEqual([8, 1, 0, 2, 3, 4, 5, 7, 6]);
  });

  test('not at all while it is not known by what', () => {
    expect(sorted(digits, numbers, 'far', keys)).toBe(numbers);
  });
});
