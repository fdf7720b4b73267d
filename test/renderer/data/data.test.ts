import { describe, expect, test } from 'vitest';
import { DataState, positionIn } from '../../../src/renderer/data/data.svelte';
import { labels, part } from '../support/digits';

const sources: Record<string, Uint8Array> = {
  '/data/mnist/train/images': part(labels.train, 0).images,
  '/data/mnist/train/labels': part(labels.train, 0).labels,
  '/data/mnist/test/images': part(labels.test, 6).images,
  '/data/mnist/test/labels': part(labels.test, 6).labels,
};
async function loaded(): Promise<DataState> {
  const data = new DataState((path) => Promise.resolve(sources[path]!));
  await data.load();
  return data;
}

describe('the data view', () => {
  test('shows all digits until a filter is set', async () => {
    const data = await loaded();
    expect(data.shown).toHaveLength(9);
    data.label = 5;
    data.split = 'test';
    expect([...data.shown]).toEqual([7]);
    expect(data.counts?.[1]).toBe(1);
  });

  test('keeps the chosen digit when a filter hides it, and finds it again', async () => {
    const data = await loaded();
    data.label = 5;
    data.choose(1);
    expect(data.chosen).toBe(4);
    data.label = 0;
    expect(data.position).toBe(-1);
    data.label = null;
    expect(data.position).toBe(4);
  });

  test('chooses no further than the ends', async () => {
    const data = await loaded();
    data.choose(-Infinity);
    expect(data.chosen).toBe(0);
    data.choose(Infinity);
    expect(data.chosen).toBe(8);
  });

  test('another filter begins at its top', async () => {
    const data = await loaded();
    data.top = 6;
    data.split = 'test';
    expect(data.top).toBe(0);
  });

  test('says what went wrong, and can try again', async () => {
    let broken = true;
    const data = new DataState((path) =>
      broken ? Promise.reject(new Error('no disk')) : Promise.resolve(sources[path]!),
    );
    await data.load();
    expect(data.digits).toBeNull();
    expect(String(data.error)).toContain('no disk');
    broken = false;
    await data.load();
    expect(data.error).toBeNull();
    expect(data.shown).toHaveLength(9);
  });
});

test('a number is found among sorted ones, or is not there', () => {
  const sorted = Uint32Array.from([2, 3, 5, 7, 11]);
  sorted.forEach((value, i) => {
    expect(positionIn(sorted, value)).toBe(i);
  });
  for (const value of [0, 4, 12]) expect(positionIn(sorted, value)).toBe(-1);
});
