import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noHandMap, sourcesOf, writtenAs, type HandMap } from '../../../src/core/hand/hand-map';
import { timesShown, withImitations } from '../../../src/core/hand/imitations';
import { PIXELS } from '../../../src/core/network/types';
import { firstOf, mnist } from '../../support/mnist';

const digit = (i: number) => mnist.train.images.subarray(i * PIXELS, (i + 1) * PIXELS);

describe('a digit as a hand writes it', () => {
  test('is the digit itself where the hand is like the known ones', () => {
    const sources = sourcesOf(noHandMap);
    for (let i = 0; i < 200; i++) {
      const written = writtenAs(digit(i), sources);
      const changed = written.reduce((sum, p, k) => sum + Math.abs(p - digit(i)[k]!), 0);
      expect(changed / digit(i).reduce((sum, p) => sum + p, 0)).toBeLessThan(0.02);
    }
  });

  test('is centred and of one size, whatever the map', () => {
    const value = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    const bend = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(value, value, value, value),
        fc.array(bend, { minLength: 50, maxLength: 50 }),
        fc.nat(999),
        ([a, b, c, d], bends, i) => {
          const map: HandMap = { linear: [1 + a, b, c, 1 + d], bends };
          const written = writtenAs(digit(i), sourcesOf(map));
          let mass = 0;
          let across = 0;
          written.forEach((p, k) => {
            mass += p;
            across += p * (k % 28);
          });
          expect(mass).toBeGreaterThan(0);
          expect(across / mass).toBeGreaterThan(12.5);
          expect(across / mass).toBeLessThan(15.5);
        },
      ),
      { numRuns: 50 },
    );
  });
});

test('imitations come behind the drawings, each drawing as often as the others, by the seed alone', () => {
  const fresh = firstOf(mnist.train, 7);
  const known = firstOf(mnist.test, 30);
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 400 }), (seed, count) => {
      const { images, labels } = withImitations(fresh, known, noHandMap, count, seed);
      const times = timesShown(7, count);
      expect(labels).toHaveLength(7 * times + count);
      for (let i = 0; i < 7 * times; i++) {
        expect(labels[i]).toBe(fresh.labels[i % 7]);
        expect(images[i * PIXELS + 400]).toBe(fresh.images[(i % 7) * PIXELS + 400]);
      }
      const again = withImitations(fresh, known, noHandMap, count, seed);
      expect(Buffer.compare(images, again.images)).toBe(0);
    }),
    { numRuns: 8 },
  );
});
