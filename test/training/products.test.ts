import { expect, test } from 'vitest';
import { dotProducts } from '../../src/core/baselines/dot-products';
import { nearest, type Neighbours } from '../../src/core/baselines/nearest';
import { PIXELS } from '../../src/core/network/types';
import { tensorflowProducts } from '../../src/training/products';
import { firstOf, mnist } from '../support/mnist';

test('TensorFlow’s products are the exact ones but for the rounding of float32', () => {
  const queries = firstOf(mnist.test, 30).images;
  const references = firstOf(mnist.train, 70).images;
  const exact = dotProducts(queries, references, PIXELS);
  const rounded = tensorflowProducts(queries, references, PIXELS);
  expect(rounded).toHaveLength(30 * 70);
  for (const [i, product] of exact.entries()) {
    // 784 sums, each rounded to 24 bits.
    expect(Math.abs(rounded[i]! - product)).toBeLessThanOrEqual(product * 784 * 2 ** -24);
  }
});

test('the neighbours found with them are the exact ones', () => {
  const find = (products: typeof dotProducts): Neighbours => {
    const queries = firstOf(mnist.test, 40).images;
    const references = firstOf(mnist.train, 3000).images;
    const steps = nearest(queries, references, { k: 10, features: PIXELS, dotProducts: products });
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    return step.value;
  };
  expect(find(tensorflowProducts)).toEqual(find(dotProducts));
});
