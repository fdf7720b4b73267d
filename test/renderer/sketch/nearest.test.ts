import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NamedNearDigit } from '../../../src/contract/requests/sketch';
import { CancelledError } from '../../../src/core/errors';
import type { Pixels28 } from '../../../src/core/network/types';
import { NearestState } from '../../../src/renderer/sketch/nearest.svelte';
import { deferred, TestBridge } from '../support/bridge';

const seven: NamedNearDigit = {
  index: 3,
  label: 7,
  className: '7',
  distance: 1.5,
  image: new Uint8Array(784),
};
const drawing = (ink: number) => new Uint8Array(784).fill(ink) as Pixels28;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
/** Lets the pen rest for long enough. */
const rest = () => vi.advanceTimersByTimeAsync(1000);

function searching() {
  const answers: ReturnType<typeof deferred<NamedNearDigit[]>>[] = [];
  const limit = deferred<{ distance: number; limit: number }>();
  const bridge = new TestBridge({
    'neighbours.nearest': () => {
      const answer = deferred<NamedNearDigit[]>();
      answers.push(answer);
      return answer.promise;
    },
    'neighbours.strangeness': () => limit.promise,
    'neighbours.stop': () => {
      answers.at(-1)!.reject(new CancelledError());
      return null;
    },
  });
  const nearest = new NearestState(bridge);
  nearest.listen();
  return { bridge, nearest, answers, limit };
}

describe('the first search through all training digits', () => {
  test('tells how far it is until the limit is known too; the digits come before', async () => {
    const { bridge, nearest, answers, limit } = searching();
    nearest.look({ model: 'a', pixels: drawing(1) });
    expect(nearest.progress).toBeNull();
    await rest();
    expect(nearest.progress).toBe(0);
    bridge.send('neighbours.progress', { model: 'a', share: 0.4 });
    expect(nearest.progress).toBe(0.4);
    answers[0]!.resolve([seven]);
    await rest();
    expect(nearest.digits).toEqual([seven]);
    expect(nearest.progress).toBe(0.4);
    limit.resolve({ distance: 9, limit: 6 });
    await rest();
    expect(nearest.progress).toBeNull();
    expect(nearest.strange).toBe(true);
  });

  test('that was stopped does not begin again by itself, but when it is asked for', async () => {
    const { bridge, nearest, answers } = searching();
    nearest.look({ model: 'a', pixels: drawing(1) });
    await rest();
    nearest.stop();
    await rest();
    expect([nearest.isStopped('a'), nearest.progress, nearest.error]).toEqual([true, null, null]);
    bridge.send('neighbours.progress', { model: 'a', share: 0.2 });
    nearest.look({ model: 'a', pixels: drawing(2) });
    await rest();
    expect(nearest.progress).toBeNull();
    expect(answers).toHaveLength(1);
    nearest.goOn('a');
    await rest();
    expect(nearest.isStopped('a')).toBe(false);
    expect(bridge.asked.at(-1)).toMatchObject({
      name: 'neighbours.nearest',
      args: { model: 'a', pixels: drawing(2) },
    });
    answers[1]!.resolve([seven]);
    await rest();
    expect(nearest.digits).toEqual([seven]);
  });

  test('is ended where another network is chosen meanwhile, whose own begins', async () => {
    const { bridge, nearest, answers } = searching();
    nearest.look({ model: 'a', pixels: drawing(1) });
    await rest();
    nearest.look({ model: 'b', pixels: drawing(1) });
    await rest();
    expect(bridge.asked.map(({ name, args }) => [name, args])).toEqual([
      ['neighbours.nearest', expect.objectContaining({ model: 'a' })],
      ['neighbours.stop', 'a'],
      ['neighbours.nearest', expect.objectContaining({ model: 'b' })],
    ]);
    expect(nearest.isStopped('a')).toBe(false);
    answers[1]!.resolve([seven]);
    await rest();
    expect(nearest.digits).toEqual([seven]);
  });
});
