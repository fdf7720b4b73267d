import { expect, test } from 'vitest';
import { linePlot } from '../../scripts/studies/plot';
import { gainText, markdownTable, spreadText, verdictOn } from '../../scripts/studies/table';

const plot = (points: readonly (readonly number[] | null)[]) =>
  linePlot({
    title: 'Accuracy <by> images',
    xLabel: 'images',
    yLabel: 'accuracy',
    places: points.map((_, i) => `${10 ** i}`),
    series: [{ name: 'network & friends', points }],
  });

test('a plot has a dot at each mean, between the shares its axis names, and says what it shows', () => {
  const svg = plot([[0.7, 0.8], null, [0.9, 0.92]]);
  expect(svg).toContain('<title>Accuracy &lt;by> images</title>');
  expect(svg).toContain('network &amp; friends');
  const heights = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => Number(y));
  expect(heights).toHaveLength(2);
  // Higher shares are further up, which is a smaller y.
  expect(heights[1]).toBeLessThan(heights[0]!);
  const shares = [...svg.matchAll(/>(\d+) %</g)].map(([, share]) => Number(share));
  expect(Math.min(...shares)).toBeLessThanOrEqual(68);
  expect(Math.max(...shares)).toBeGreaterThanOrEqual(92);
});

test('the same share everywhere is still a plot', () => {
  expect(plot([[0, 0], [0]])).not.toMatch(/NaN|Infinity/);
  expect(plot([[1, 1], [1]])).not.toMatch(/NaN|Infinity/);
});

test('means are written with their deviations, differences with their sign', () => {
  expect(spreadText([0.97, 0.98])).toBe('97.50 ± 0.71 %');
  expect(spreadText([0.5])).toBe('50.00 %');
  expect(gainText([0.01, 0.03])).toBe('+2.00 ± 1.41 points');
  expect(gainText([-0.01, -0.03])).toBe('−2.00 ± 1.41 points');
});

test('a difference is decided beyond twice its standard error, in either direction', () => {
  expect(verdictOn([0.01, 0.02, 0.03, 0.02, 0.02])).toBe('better');
  expect(verdictOn([-0.01, -0.02, -0.03, -0.02, -0.02])).toBe('worse');
  expect(verdictOn([0.05, -0.04, 0.01, 0.02, -0.01])).toBe('undecided');
  expect(verdictOn([0.5])).toBe('undecided');
});

test('a table’s figures stand to the right', () => {
  expect(markdownTable(['a', 'b'], [['x', '1']])).toBe('| a | b |\n| --- | ---: |\n| x | 1 |');
});
