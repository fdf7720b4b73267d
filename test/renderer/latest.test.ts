import { expect, test } from 'vitest';
import { Latest, LatestEach } from '../../src/renderer/latest';
import { deferred, settle } from './support/bridge';

test('of the inputs that arrive while one is at work, only the newest is taken up', async () => {
  const done: number[] = [];
  const first = deferred<undefined>();
  const latest = new Latest<number>(async (input) => {
    if (input === 1) await first.promise;
    done.push(input);
  });
  for (const input of [1, 2, 3, 4]) latest.offer(input);
  await settle();
  expect(done).toEqual([]);
  first.resolve(undefined);
  await settle();
  expect(done).toEqual([1, 4]);
});

test('starts again after it has run dry', async () => {
  const done: number[] = [];
  const latest = new Latest<number>((input) => {
    done.push(input);
    return Promise.resolve();
  });
  latest.offer(1);
  await settle();
  latest.offer(2);
  await settle();
  expect(done).toEqual([1, 2]);
});

test('keys do not wait for each other', async () => {
  const done: string[] = [];
  const slow = deferred<undefined>();
  const each = new LatestEach<string>(async (key) => {
    if (key === 'slow') await slow.promise;
    done.push(key);
  });
  each.offer('slow');
  each.offer('quick');
  await settle();
  expect(done).toEqual(['quick']);
  slow.resolve(undefined);
  await settle();
  expect(done).toEqual(['quick', 'slow']);
});
