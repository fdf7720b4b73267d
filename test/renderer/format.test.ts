import { describe, expect, test } from 'vitest';
import { createMessages } from '../../src/messages';
import { aboutDuration, createFormat, duration } from '../../src/renderer/format';

const en = createFormat('en');
const zh = createFormat('zh-CN');
const { t } = createMessages('en');

describe('numbers', () => {
  test('a percentage has a thin space in English and none in Chinese', () => {
    expect(en.percent(0.968)).toBe('96.8\u202f%');
    expect(zh.percent(0.968)).toBe('96.8%');
  });
  test('what is not certain does not read as 100 %', () => {
    expect(en.sureness(0.99996)).toBe('> 99.9\u202f%');
    expect(en.sureness(0.9994)).toBe('99.9\u202f%');
  });
  test('a tiny difference is written with its power of ten', () => {
    expect(en.small(3.24e-7)).toBe('3.2 × 10⁻⁷');
    expect(en.small(0)).toBe('0');
    expect(en.small(0.25)).toBe('0.25');
  });
  test('a learning rate that has almost vanished is no row of zeros', () => {
    expect(en.plain(2.09e-10)).toBe('2.1 × 10⁻¹⁰');
    expect(en.plain(0.00025)).toBe('0.00025');
    expect(en.plain(0)).toBe('0');
  });
});

describe('spans of time', () => {
  test.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min 0 s'],
    [125, '2 min 5 s'],
    [3725, '1 h 2 min'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(duration(t, seconds)).toBe(text);
  });
  test.each([
    [0.2, 'about 1 second'],
    [2.6, 'about 3 seconds'],
    [120, 'about 2 minutes'],
    [7300, 'about 2 hours'],
  ])('%d seconds are estimated as %s', (seconds, text) => {
    expect(aboutDuration(t, seconds)).toBe(text);
  });
});
