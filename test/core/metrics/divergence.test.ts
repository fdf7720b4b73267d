import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divergenceStart,
  isHealthy,
  observeLosses,
  type DivergenceState,
} from '../../../src/core/metrics/divergence';

/** Ten classes guessed. */
const IGNORANCE = Math.log(10);
const observe = (losses: readonly number[], state = divergenceStart, firstStep = 1) =>
  observeLosses(state, firstStep, losses, IGNORANCE);

describe('a training has come apart', () => {
  it('when a loss is no number, at that step', () => {
    expect(observe([2.3, 1.9, NaN, NaN], divergenceStart, 101).divergence).toMatchObject({
      kind: 'nan',
      step: 103,
      loss: NaN,
    });
  });

  it('when a loss is infinite', () => {
    expect(observe([2.3, Infinity]).divergence).toMatchObject({ kind: 'infinity', step: 2 });
  });

  it('when the loss stays above ten times that of guessing, at the first of those steps', () => {
    const exploding = [2.3, 9, ...Array.from({ length: 25 }, (_, i) => 30 + i)];
    const { divergence, state } = observe(exploding);
    expect(divergence).toMatchObject({ kind: 'explosion', step: 3, loss: 49 });
    expect(divergence!.limit).toBeCloseTo(10 * IGNORANCE, 12);
    expect(isHealthy(state)).toBe(false);
  });
});

describe('a training is left in peace', () => {
  it('when one batch or a few are bad', () => {
    const { divergence, state } = observe([0.5, ...new Array<number>(19).fill(80), 0.6]);
    expect(divergence).toBeNull();
    expect(isHealthy(state)).toBe(true);
  });

  it('when it begins with large losses and brings them down', () => {
    const falling = Array.from({ length: 200 }, (_, step) => 150 * 0.95 ** step);
    expect(observe(falling).divergence).toBeNull();
  });

  it('when a network that knew its task learns another, and errs more than at first', () => {
    expect(observe([0.01, ...new Array<number>(50).fill(5)]).divergence).toBeNull();
  });

  it('but no checkpoint is made of it while the loss is above the limit', () => {
    const { divergence, state } = observe([2.3, 50]);
    expect(divergence).toBeNull();
    expect(isHealthy(state)).toBe(false);
  });
});

it('however the steps are cut into calls, and across a checkpoint, the verdict is the same', () => {
  const loss = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(0.1, 2, 30) },
    { weight: 20, arbitrary: fc.constant(40) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity) },
  );
  fc.assert(
    fc.property(fc.array(loss, { maxLength: 120 }), fc.integer({ min: 1, max: 50 }), (all, cut) => {
      const { divergence: whole } = observe(all);
      let state = divergenceStart;
      let found = null;
      for (let at = 0; at < all.length && found === null; at += cut) {
        const seen = observe(all.slice(at, at + cut), state, at + 1);
        found = seen.divergence;
        state = JSON.parse(JSON.stringify(seen.state)) as DivergenceState;
      }
      expect(found).toEqual(whole);
    }),
  );
});
