import { describe, expect, it } from 'vitest';
import { nextToDraw, personalCounts, personalSet } from '../../../src/core/data/personal-set';
import type { KeptDrawing } from '../../../src/core/digit/kept-drawing';
import { PIXELS, type Pixels28 } from '../../../src/core/network/types';
import { PERSONAL } from '../../../src/core/recipe/personalise';

const names = ['a', 'b'];
const each = PERSONAL.learn + PERSONAL.check;

/** Its first pixel is its id. */
const drawing = (id: number, className: string, purpose: 'personal' | null = 'personal') =>
  ({
    id,
    className,
    purpose,
    image: new Uint8Array(PIXELS).fill(id, 0, 1) as Pixels28,
  }) as KeptDrawing;
/** As the library lists them: newest first. */
const all = Array.from({ length: 2 * each }, (_, i) => drawing(i + 1, names[i % 2]!)).reverse();

describe('what to draw next', () => {
  it('is the class with the fewest drawings, in turn, until all are there', () => {
    expect(nextToDraw([0, 0])).toBe(0);
    expect(nextToDraw([1, 0])).toBe(1);
    expect(nextToDraw([each, each - 1])).toBe(1);
    expect(nextToDraw([each, each])).toBe(null);
  });

  it('does not count what was kept for another purpose', () => {
    expect(personalCounts([drawing(1, 'a'), drawing(2, 'a', null)], names)).toEqual([1, 0]);
  });
});

describe('the drawings as a data set', () => {
  it('learns from the first of each class and is checked by those after them', () => {
    const { train, test } = personalSet(all, names);
    const ids = ({ images, labels }: typeof train) =>
      Array.from(labels, (label, i) => [label, images[i * PIXELS]]);
    expect(ids(train)).toEqual([
      ...[1, 3, 5, 7, 9].map((id) => [0, id]),
      ...[2, 4, 6, 8, 10].map((id) => [1, id]),
    ]);
    expect(ids(test)).toEqual([
      [0, 11],
      [0, 13],
      [1, 12],
      [1, 14],
    ]);
  });

  it('says which class has too few', () => {
    expect(() => personalSet(all.slice(1), names)).toThrow(
      expect.objectContaining({
        code: 'personal.tooFew',
        params: expect.objectContaining({ name: 'b' }) as object,
      }) as Error,
    );
  });
});
