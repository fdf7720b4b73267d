import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divergenceStart,
  isGoodCheckpoint,
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

  it('when the loss explodes, at the step at which the mean passes five times that of guessing', () => {
    // The article’s network at a learning rate of 5, as it went.
    const { divergence } = observe([2.3, 75.6, 3598.5, 41380.1, 14.5, 5.9]);
    expect(divergence).toMatchObject({ kind: 'explosion', step: 3, loss: 3598.5 });
    expect(divergence!.limit).toBeCloseTo(5 * IGNORANCE, 12);
  });

  it('when the loss stays high without ever leaping', () => {
    expect(observe([2.3, ...new Array<number>(30).fill(20)]).divergence?.kind).toBe('explosion');
  });
});

describe('a training is left in peace', () => {
  it('when single batches are bad', () => {
    const losses = Array.from({ length: 200 }, (_, step) => (step % 20 === 19 ? 60 : 0.5));
    expect(observe(losses).divergence).toBeNull();
  });

  it('when it begins with large losses and brings them down', () => {
    const falling = Array.from({ length: 200 }, (_, step) => 150 * 0.95 ** step);
    expect(observe(falling).divergence).toBeNull();
  });

  it('when a network that knew its task learns another, and errs more than at first', () => {
    expect(observe([0.01, ...new Array<number>(50).fill(5)]).divergence).toBeNull();
  });
});

describe('a checkpoint is one to go back to', () => {
  const weights = (...values: number[]) => [{ values: Float32Array.from(values) }];

  it('unless the last loss was above its limit', () => {
    const { divergence, state } = observe([2.3, 50]);
    expect(divergence).toBeNull();
    expect(isGoodCheckpoint(state, weights(1, 2))).toBe(false);
    expect(isGoodCheckpoint(observe([2.3, 50, 2.2]).state, weights(1, 2))).toBe(true);
  });

  it('unless the last step left weights that are no numbers, which no loss has shown yet', () => {
    const { state } = observe([2.3, 2.2]);
    expect(isGoodCheckpoint(state, weights(1, NaN))).toBe(false);
    expect(isGoodCheckpoint(state, [...weights(1), ...weights(-Infinity)])).toBe(false);
    expect(isGoodCheckpoint(state, weights(1, 1e30))).toBe(true);
  });
});

it('however the steps are cut into calls, and across a checkpoint, the verdict is the same', () => {
  const loss = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(0.1, 2, 11) },
    { weight: 10, arbitrary: fc.constantFrom(13, 40) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, 1000) },
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
