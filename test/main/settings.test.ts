import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SettingsStore } from '../../src/main/settings';

const newFile = () =>
  path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'inkling-')), 'user', 'settings.json');
const defaults = { language: 'system', theme: 'system', threads: 1 };

function open(file: string) {
  const problems: string[] = [];
  return { store: new SettingsStore(file, (problem) => problems.push(problem)), problems };
}

test('begin with what the system says and one thread', () => {
  const { store, problems } = open(newFile());
  expect(store.current).toEqual(defaults);
  expect(problems).toEqual([]);
});

test('are there at the next start, each change by itself', () => {
  const file = newFile();
  const { store } = open(file);
  store.set({ language: 'zh-CN' });
  expect(store.set({ threads: 4, theme: undefined })).toEqual({
    language: 'zh-CN',
    theme: 'system',
    threads: 4,
  });
  expect(open(file).store.current).toEqual(store.current);
  expect(fs.readdirSync(path.dirname(file))).toEqual(['settings.json']);
});

test('that a newer or older app left out take their defaults', () => {
  const file = newFile();
  fs.mkdirSync(path.dirname(file));
  fs.writeFileSync(file, '{"theme":"dark"}');
  expect(open(file).store.current).toEqual({ ...defaults, theme: 'dark' });
});

test.each(['', '{"theme"', '[]', '{"theme":"blue"}', '{"threads":0}', '{"unknown":1}'])(
  'that cannot be read (%s) are reported, and the defaults used',
  (text) => {
    const file = newFile();
    fs.mkdirSync(path.dirname(file));
    fs.writeFileSync(file, text);
    const { store, problems } = open(file);
    expect(store.current).toEqual(defaults);
    expect(problems).toEqual([expect.stringContaining(file)]);
  },
);
