import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { shortcuts, shownKeys } from '../../src/contract/shortcuts';
import {
  menuTemplate,
  textMenuTemplate,
  type MenuActions,
  type MenuState,
} from '../../src/main/menus';
import { createMessages, languages } from '../../src/messages';

const none = () => undefined;
const actions: MenuActions = {
  command: none,
  set: none,
  pause: none,
  resume: none,
  stop: none,
  openLibrary: none,
  openLogs: none,
  quit: none,
};
const state: MenuState = {
  settings: { language: 'system', theme: 'dark' },
  training: 'none',
  mac: false,
  developer: false,
};
type Item = MenuItemConstructorOptions;
const itemsOf = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
const menu = (language: (typeof languages)[number], change: Partial<MenuState> = {}) =>
  menuTemplate(createMessages(language).t, { ...state, ...change }, actions);

describe.each(languages)('in %s', (language) => {
  test('every item has words, and no two of a menu the same Alt letter', () => {
    const submenus = [menu(language), ...itemsOf(menu(language)).map(({ submenu }) => submenu)];
    for (const items of submenus) {
      if (!Array.isArray(items)) continue;
      const labels = items.filter(({ type }) => type !== 'separator').map(({ label }) => label);
      expect(labels).not.toContain(undefined);
      const letters = labels.flatMap((label) => /&(\w)/.exec(label!)?.[1]?.toLowerCase() ?? []);
      expect(new Set(letters).size, labels.join()).toBe(letters.length);
    }
  });

  test('on a Mac the letters are not marked', () => {
    for (const { label } of itemsOf(menu(language, { mac: true })))
      expect(label ?? '').not.toMatch(/&|\(\w\)/);
    for (const { label } of textMenuTemplate(createMessages(language).t))
      expect(label).not.toMatch(/&|\(\w\)/);
  });
});

test('every shortcut of the sheet is the accelerator of the item that does it, and no two are the same', () => {
  const items = itemsOf(menu('en'));
  for (const [command, keys] of Object.entries(shortcuts)) {
    expect(items.find(({ id }) => id === command)?.accelerator).toBe(keys);
  }
  const all = items.flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(all).size).toBe(all.length);
});

test('the theme in use is the one marked', () => {
  const marked = itemsOf(menu('en'))
    .filter(({ checked }) => checked)
    .map(({ id }) => id);
  expect(marked).toEqual(['theme.dark', 'language.system']);
});

test.each([
  ['none', []],
  ['running', ['pause', 'stop']],
  ['paused', ['resume', 'stop']],
] as const)('while a training is %s: %s', (training, expected) => {
  const enabled = itemsOf(menu('en', { training }))
    .filter(({ enabled }) => enabled === true)
    .map(({ id }) => id);
  expect(enabled).toEqual(expected);
});

test('developer tools are for developers', () => {
  const has = (developer: boolean) =>
    itemsOf(menu('en', { developer })).some(({ role }) => role === 'toggleDevTools');
  expect([has(false), has(true)]).toEqual([false, true]);
});

test('accelerators read as people know them', () => {
  expect(shownKeys('CmdOrCtrl+Shift+Z', false)).toBe('Ctrl+Shift+Z');
  expect(shownKeys('CmdOrCtrl+Shift+Z', true)).toBe('⌘⇧Z');
});
