import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotProducts, type DotProducts } from '../../../src/core/baselines/dot-products';
import { nearest, vote, type NearestOptions } from '../../../src/core/baselines/nearest';
import { PIXELS } from '../../../src/core/network/types';
import { firstOf, mnist } from '../../support/mnist';

function search(queries: Uint8Array, references: Uint8Array, options: NearestOptions) {
  const shares: number[] = [];
  const steps = nearest(queries, references, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return { found: step.value, shares };
    shares.push(step.value);
  }
}

/** As float32 libraries give them: rounded. */
const rounded: DotProducts = (queries, references, features) =>
  Float32Array.from(dotProducts(queries, references, features));

const vectors = (rows: number, features: number) =>
  fc.uint8Array({ minLength: rows * features, maxLength: rows * features });
const problem = fc
  .record({
    q: fc.integer({ min: 1, max: 9 }),
    r: fc.integer({ min: 1, max: 40 }),
    d: fc.integer({ min: 1, max: 7 }),
  })
  .chain(({ q, r, d }) =>
    fc.record({
      queries: vectors(q, d),
      references: vectors(r, d),
      features: fc.constant(d),
      k: fc.integer({ min: 1, max: r }),
      queriesABlock: fc.integer({ min: 1, max: 10 }),
      referencesABlock: fc.integer({ min: 1, max: 50 }),
    }),
  );

describe('the nearest neighbours', () => {
  it('are those a plain search finds, however the work is cut into blocks', () => {
    fc.assert(
      fc.property(problem, ({ queries, references, features, ...rest }) => {
        const { found } = search(queries, references, { features, dotProducts, ...rest });
        for (let q = 0; q * features < queries.length; q++) {
          const distances = Array.from({ length: references.length / features }, (_, index) => {
            let distance = 0;
            for (let d = 0; d < features; d++) {
              distance += (queries[q * features + d]! - references[index * features + d]!) ** 2;
            }
            return { index, distance };
          }).sort((a, b) => a.distance - b.distance || a.index - b.index);
          const row = found.squaredDistances.subarray(q * rest.k, (q + 1) * rest.k);
          expect([...row]).toEqual(distances.slice(0, rest.k).map(({ distance }) => distance));
          expect(found.indices[q * rest.k]).toBe(distances[0]!.index);
        }
      }),
    );
  });

  it('of MNIST’s digits are the same when the dot products are rounded to float32', () => {
    const references = firstOf(mnist.train, 1500).images;
    const queries = firstOf(mnist.test, 60).images;
    const options = { k: 5, features: PIXELS, dotProducts };
    const { found, shares } = search(queries, references, { ...options, referencesABlock: 400 });
    expect(search(queries, references, { ...options, dotProducts: rounded }).found).toEqual(found);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('read nine of ten test digits after seeing 2,000', () => {
    const train = firstOf(mnist.train, 2000);
    const test = firstOf(mnist.test, 200);
    const { found } = search(test.images, train.images, { k: 5, features: PIXELS, dotProducts });
    for (const k of [1, 3, 5]) {
      const read = vote(found, train.labels, k);
      const right = read.filter((label, n) => label === test.labels[n]).length;
      expect(right / 200).toBeGreaterThan(0.87);
    }
  });

  it('of a training digit begin with itself', () => {
    const { images } = firstOf(mnist.train, 300);
    const { found } = search(images.subarray(0, 20 * PIXELS), images, {
      k: 1,
      features: PIXELS,
      dotProducts,
    });
    expect([...found.indices]).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(found.squaredDistances.every((distance) => distance === 0)).toBe(true);
  });

  it('cannot be more than there are', () => {
    const options = { k: 3, features: 1, dotProducts };
    expect(() => search(new Uint8Array(1), new Uint8Array(2), options)).toThrow(RangeError);
  });
});

describe('the vote', () => {
  const found = {
    k: 4,
    indices: Int32Array.of(0, 1, 2, 3),
    squaredDistances: Float64Array.of(1, 2, 3, 4),
  };

  it('goes to the class that most have', () => {
    expect([...vote(found, Uint8Array.of(7, 2, 2, 1), 3)]).toEqual([2]);
  });

  it('goes to the nearest of those with equally many', () => {
    expect([...vote(found, Uint8Array.of(7, 2, 2, 7), 4)]).toEqual([7]);
    expect([...vote(found, Uint8Array.of(9, 2, 2, 7), 1)]).toEqual([9]);
  });

  it('cannot be held among more than were searched for', () => {
    expect(() => vote(found, Uint8Array.of(1, 1, 1, 1), 5)).toThrow(RangeError);
  });
});
