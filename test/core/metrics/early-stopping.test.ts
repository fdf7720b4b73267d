import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  earlyStoppingSchema,
  earlyStoppingStart,
  observeEpoch,
  type EarlyStoppingState,
} from '../../../src/core/metrics/early-stopping';

/** Feeds epochs until one stops; tells the epochs that improved, the one that stopped, and the best. */
function follow(given: object, values: readonly number[], from = earlyStoppingStart, first = 1) {
  const settings = earlyStoppingSchema.parse(given);
  let state: EarlyStoppingState = from;
  const improved: number[] = [];
  for (const [i, value] of values.entries()) {
    const epoch = first + i;
    const verdict = observeEpoch(settings, state, epoch, { loss: value, accuracy: value });
    state = verdict.state;
    if (verdict.improved) improved.push(epoch);
    if (verdict.stop) return { improved, stopped: epoch, state };
  }
  return { improved, stopped: null, state };
}

describe('early stopping', () => {
  it('ends a training after so many epochs in a row without a lower loss', () => {
    const { improved, stopped, state } = follow(
      { patience: 2 },
      [0.9, 0.5, 0.6, 0.4, 0.45, 0.41, 0.1],
    );
    expect(improved).toEqual([1, 2, 4]);
    expect(stopped).toBe(6);
    expect(state.best).toEqual({ epoch: 4, value: 0.4 });
  });

  it('can watch the accuracy, which shall rise', () => {
    const { improved, stopped } = follow(
      { watch: 'accuracy', patience: 3 },
      [0.9, 0.95, 0.95, 0.94, 0.96, 0.96],
    );
    expect(improved).toEqual([1, 2, 5]);
    expect(stopped).toBeNull();
  });

  it('counts only improvements larger than the least one', () => {
    const { improved, stopped } = follow(
      { patience: 2, minimumImprovement: 0.125 },
      [1, 0.875, 0.9, 0.5],
    );
    expect(improved).toEqual([1]);
    expect(stopped).toBe(3);
  });

  it('never takes what is no number for an improvement, not even first', () => {
    const { improved, stopped, state } = follow({ patience: 4 }, [NaN, Infinity, 0.5, NaN]);
    expect(improved).toEqual([3]);
    expect(stopped).toBeNull();
    expect(state).toEqual({ best: { epoch: 3, value: 0.5 }, waited: 1 });
  });

  it('goes on from a checkpoint as if it had never stopped', () => {
    const losses = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(losses, fc.nat(20), fc.integer({ min: 1, max: 5 }), (values, cut, patience) => {
        const whole = follow({ patience }, values);
        const before = follow({ patience }, values.slice(0, cut));
        if (before.stopped !== null) {
          expect(before).toEqual(whole);
          return;
        }
        const kept = JSON.parse(JSON.stringify(before.state)) as EarlyStoppingState;
        const first = Math.min(cut, values.length) + 1;
        const after = follow({ patience }, values.slice(cut), kept, first);
        expect(after.stopped).toBe(whole.stopped);
        expect(after.state).toEqual(whole.state);
      }),
    );
  });
});
