import { describe, expect, test } from 'vitest';
import { CancelledError, UserError } from '../../src/core/errors';
import { answer, isTrusted, type Handlers, type Sender } from '../../src/main/bridge';

const page: Sender = { url: 'app://inkling/index.html', parent: null };

/** Handlers that only tell what they were given; the rest are never called here. */
const handlers = {
  'settings.set': (change: unknown) => change,
  'sketch.read': ({ pixels }: { pixels: Uint8Array }) => pixels.length,
  'run.stop': () => Promise.reject(new UserError('run.unknown', { run: 'r1' })),
  'run.export': () => Promise.reject(new CancelledError()),
  'run.list': () => {
    throw new TypeError('x is not a function');
  },
} as unknown as Handlers;

const reported: unknown[] = [];
const ask = (name: unknown, args?: unknown, sender: Sender = page) =>
  answer(handlers, sender, name, args, (error) => reported.push(error));

describe('who may ask', () => {
  test.each([
    ['the page', page, true],
    ['a frame inside the page', { ...page, parent: page }, false],
    ['another origin', { url: 'https://example.com/', parent: null }, false],
    ['a file', { url: 'file:///opt/inkling/index.html', parent: null }, false],
    ['a frame that is gone', null, false],
  ] as const)('%s: %s', (_who, sender, expected) => {
    expect(isTrusted(sender)).toBe(expected);
  });

  test('nobody else gets an answer, and it is reported', async () => {
    const reply = await ask('settings.set', {}, { url: 'https://example.com/', parent: null });
    expect(reply).toMatchObject({ ok: false, error: { kind: 'bug' } });
    expect(String(reported.at(-1))).toContain('not the app');
  });
});

describe('arguments', () => {
  test('that fit reach the handler as the schema made them', async () => {
    expect(await ask('settings.set', { threads: 2 })).toEqual({ ok: true, value: { threads: 2 } });
  });

  test.each([
    ['settings.set', { threads: 0 }, /^settings\.set\.threads: .*1\.$/],
    ['settings.set', { threads: 2, colour: 'red' }, /^settings\.set: .*colour/],
    ['settings.set', undefined, /^settings\.set: /],
    ['sketch.read', { model: 'm', pixels: new Uint8Array(783) }, /^sketch\.read\.pixels: /],
    ['sketch.read', { model: '../m', pixels: new Uint8Array(784) }, /^sketch\.read\.model: /],
    ['run.stop', '../../etc/passwd', /^run\.stop: /],
    ['run.list', 'all', /^run\.list: /],
  ])('of %s that do not fit are named with what was expected', async (name, args, sentence) => {
    const reply = await ask(name, args);
    if (reply.ok || reply.error.kind !== 'user') throw new Error('it was accepted');
    expect(reply.error.code).toBe('args.invalid');
    expect(reply.error.message).toMatch(sentence);
  });
});

describe('errors travel as data', () => {
  test('what a person can mend, with its code', async () => {
    expect(await ask('run.stop', 'r1')).toEqual({
      ok: false,
      error: {
        kind: 'user',
        code: 'run.unknown',
        params: { run: 'r1' },
        message: 'There is no run r1 in the library.',
      },
    });
  });

  test('a cancellation, silently', async () => {
    const before = reported.length;
    expect(await ask('run.export', 'r1')).toEqual({ ok: false, error: { kind: 'cancelled' } });
    expect(reported).toHaveLength(before);
  });

  test('a bug, which is reported with its stack', async () => {
    const reply = await ask('run.list');
    expect(reply).toMatchObject({
      ok: false,
      error: { kind: 'bug', message: 'x is not a function' },
    });
    expect(reported.at(-1)).toBeInstanceOf(TypeError);
  });

  test.each(['no.such', '__proto__', 'toString', 7, undefined])(
    'a request called %s',
    async (name) => {
      expect(await ask(name)).toMatchObject({
        ok: false,
        error: { kind: 'bug', message: `There is no request called ${String(name)}.` },
      });
    },
  );
});
