import { describe, expect, test } from 'vitest';
import { MNIST } from '../../../src/core/data/dataset-info';
import { readingsOf } from '../../../src/core/data/readings';
import { DataState } from '../../../src/renderer/data/data.svelte';
import { labels, part } from '../support/digits';

const sources: Record<string, Uint8Array> = {
  '/data/mnist/train/images': part(labels.train, 0).images,
  '/data/mnist/train/labels': part(labels.train, 0).labels,
  '/data/mnist/test/images': part(labels.test, 6).images,
  '/data/mnist/test/labels': part(labels.test, 6).labels,
};
/** Reads every digit as a 5, the surer the later it comes. */
const readings = readingsOf(
  Float32Array.from({ length: 90 }, (_, i) => (i % 10 === 5 ? 3 + i / 30 : 0)),
  Uint8Array.from([...labels.train, ...labels.test]),
  MNIST.classNames,
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
);
const distances = Float32Array.from([4, 8, 1, 7, 2, 6, 3, 5, 0]);

async function loaded(known = true): Promise<DataState> {
  const data = new DataState(
    (path) => Promise.resolve(sources[path]!),
    () => (known ? { readings, distances } : { readings: null, distances: null }),
  );
  await data.load(MNIST);
  return data;
}

describe('the data view', () => {
  test('shows all digits until a filter is set', async () => {
    const data = await loaded();
    expect(data.shown).toHaveLength(9);
    data.narrow({ label: 5, split: 'test' });
    expect([...data.shown]).toEqual([7]);
    expect(data.counts?.[1]).toBe(1);
  });

  test('keeps the chosen digit when a filter hides it, and finds it again', async () => {
    const data = await loaded();
    data.narrow({ label: 5 });
    data.choose(1);
    expect(data.chosen).toBe(4);
    data.narrow({ label: 0 });
    expect(data.position).toBe(-1);
    data.narrow({ label: null });
    expect(data.position).toBe(4);
  });

  test('chooses no further than the ends', async () => {
    const data = await loaded();
    data.choose(-Infinity);
    expect(data.chosen).toBe(0);
    data.choose(Infinity);
    expect(data.chosen).toBe(8);
  });

  test('another filter and another order begin at their top', async () => {
    const data = await loaded();
    data.top = 6;
    data.narrow({ split: 'test' });
    expect(data.top).toBe(0);
    data.top = 2;
    data.sort = 'far';
    expect(data.top).toBe(0);
  });

  test('finds a chosen digit in whatever order', async () => {
    const data = await loaded();
    data.sort = 'near';
    expect([...data.shown]).toEqual([8, 2, 4, 6, 0, 7, 5, 3, 1]);
    data.choose(2);
    expect(data.chosen).toBe(4);
    data.sort = 'far';
    expect(data.position).toBe(6);
  });

  test('waits for readings before it filters by them', async () => {
    const data = await loaded(false);
    expect(data.needsReadings).toBe(false);
    data.narrow({ verdict: 'wrong' });
    expect(data.needsReadings).toBe(true);
    expect(data.shown).toHaveLength(9);
    const known = await loaded();
    known.narrow({ verdict: 'wrong' });
    expect([...known.shown]).toEqual([1, 2, 3, 5, 6, 8]);
  });

  test('shows only what is selected, and all again once nothing is', async () => {
    const data = await loaded();
    data.selection.set(data.between(6, 4));
    data.selection.toggle(5);
    data.onlySelected = true;
    expect([...data.shown]).toEqual([4, 6]);
    data.selection.clear();
    expect(data.onlySelected).toBe(false);
    expect(data.shown).toHaveLength(9);
  });

  test('says what went wrong, and can try again', async () => {
    let broken = true;
    const data = new DataState(
      (path) => (broken ? Promise.reject(new Error('no disk')) : Promise.resolve(sources[path]!)),
      () => ({ readings: null, distances: null }),
    );
    await data.load(MNIST);
    expect(data.digits).toBeNull();
    expect(String(data.error)).toContain('no disk');
    broken = false;
    await data.load(MNIST);
    expect(data.error).toBeNull();
    expect(data.shown).toHaveLength(9);
  });
});
