import { expect, test } from 'vitest';
import { createMessages, languageOf } from '../../src/messages';
import { en } from '../../src/messages/en';
import { zhCN } from '../../src/messages/zh-CN';

const areas = Object.keys(en) as (keyof typeof en)[];
const entries = areas.flatMap((area) =>
  Object.entries(en[area]).map(
    ([key, english]) =>
      [`${area}:${key}`, english, (zhCN[area] as Record<string, string>)[key] ?? ''] as const,
  ),
);
const variables = (sentence: string) =>
  [...new Set([...sentence.matchAll(/\{\{(\w+)/g)].map(([, name]) => name!))].sort();

test('every sentence is there in Chinese, with the same variables', () => {
  const wrong = entries.filter(([key, english, chinese]) => {
    // The count of a plural may go without saying.
    const spoken = (sentence: string) =>
      variables(sentence).filter((name) => !(name === 'count' && /_(one|other)$/.test(key)));
    return chinese.trim() === '' || spoken(chinese).join() !== spoken(english).join();
  });
  expect(wrong).toEqual([]);
  expect(entries.length).toBeGreaterThan(100);
});

test('sentences are filled in as they are, without escaping', () => {
  const { t, error } = createMessages('en');
  expect(t('cli:error', { sentence: '<a> & "b"' })).toBe('Error: <a> & "b"');
  expect(error('args.invalid', { what: '<x>', problem: 'y' })).toBe('<x>: y.');
  expect(createMessages('zh-CN').error('args.invalid', { what: 'x', problem: 'y' })).toBe('x：y。');
});

test('plurals', () => {
  const { t } = createMessages('en');
  expect([1, 2].map((count) => t('cli:epochs', { count }))).toEqual(['1 epoch', '2 epochs']);
});

test.each([
  ['zh_CN.UTF-8', 'zh-CN'],
  ['zh-Hans-CN', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['ZH', 'zh-CN'],
  ['en_US.UTF-8', 'en'],
  ['C', 'en'],
  ['de-DE', 'en'],
  // Zhuang is another language.
  ['zha', 'en'],
  [undefined, 'en'],
])('a system of locale %s is spoken to in %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
