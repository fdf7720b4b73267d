import { describe, expect, it } from 'vitest';
import { chooseExamples, type Choice } from '../../../src/core/data/choose';
import { labelMaps } from '../../../src/core/data/label-map';
import { gather } from '../../../src/core/data/selection';
import { PIXELS } from '../../../src/core/network/types';
import { mnist } from '../../support/mnist';

const everything: Choice = { validation: null, labelMap: null, subset: { type: 'all' } };
const data = mnist.train;

describe('what a training uses of MNIST', () => {
  it('is all of it, sharing the images, unless more is said', () => {
    const { train, validation } = chooseExamples(data, everything, 1);
    expect(validation).toBeNull();
    const whole = gather(train);
    expect(whole.images).toBe(data.images);
    expect(Buffer.compare(whole.labels, data.labels)).toBe(0);
    expect(whole.classNames).toEqual(data.classNames);
  });

  it('never includes what another recipe with the same validation seed holds back', () => {
    const validation = { count: 5000, seed: 1 };
    const held = new Set(
      chooseExamples(data, { ...everything, validation }, 1).validation!.indices,
    );
    expect(held.size).toBe(5000);
    const few = chooseExamples(
      data,
      { validation, labelMap: labelMaps['5-9'], subset: { type: 'perClass', count: 50 } },
      2,
    );
    expect(few.train.indices.filter((index) => held.has(index))).toHaveLength(0);
    expect(few.validation!.indices.every((index) => held.has(index))).toBe(true);
    expect(few.validation!.indices.every((index) => data.labels[index]! >= 5)).toBe(true);
  });

  it('can be five examples of each of five digits, with the classes of the new task', () => {
    const { train } = chooseExamples(
      data,
      { validation: null, labelMap: labelMaps['5-9'], subset: { type: 'perClass', count: 5 } },
      1,
    );
    const small = gather(train);
    expect(small.images).toHaveLength(25 * PIXELS);
    expect(small.classNames).toEqual(['5', '6', '7', '8', '9']);
    train.indices.forEach((index, i) => {
      expect(small.labels[i]).toBe(data.labels[index]! - 5);
      const image = small.images.subarray(i * PIXELS, (i + 1) * PIXELS);
      const original = data.images.subarray(index * PIXELS, (index + 1) * PIXELS);
      expect(Buffer.compare(image, original)).toBe(0);
    });
  });
});
