import { describe, expect, it } from 'vitest';
import { modelCard } from '../../../src/core/card/card';
import { worstConfusions } from '../../../src/core/card/confusions';
import type { CardFacts } from '../../../src/core/card/facts';
import { markdownTable } from '../../../src/core/card/markdown';
import { calibration } from '../../../src/core/metrics/calibration';
import { evaluateProbabilities } from '../../../src/core/metrics/evaluation';
import type { RunId } from '../../../src/core/metrics/run';
import { presetById } from '../../../src/core/recipe/presets';
import { recipeSchema } from '../../../src/core/recipe/schema';
import { createMessages } from '../../../src/messages';

// Five images of three classes; the fourth, a 1, is read as 2.
const labels = Uint8Array.of(0, 1, 2, 1, 0);
const probabilities = Float64Array.of(
  ...[0.9, 0.05, 0.05],
  ...[0.1, 0.8, 0.1],
  ...[0.2, 0.2, 0.6],
  ...[0.1, 0.2, 0.7],
  ...[0.95, 0.03, 0.02],
);
const facts: CardFacts = {
  name: 'My *best* | first',
  run: '20260101-120000-abcd' as RunId,
  file: null,
  parameters: 101_770,
  classNames: ['zero', 'one', 'a|b'],
  recipe: { ...presetById('article')!.recipe, name: 'My *best* | first', seed: 7 },
  dataSha256: 'ab'.repeat(32),
  training: {
    status: 'finished',
    epochs: 10,
    seconds: 9.34,
    environment: {
      threads: 2,
      tensorflow: '2.9.1',
      tfjs: '4.22.0',
      oneDnn: true,
      cpu: 'Some CPU @ 2 GHz',
      app: '0.1.0',
    },
  },
  test: {
    evaluation: evaluateProbabilities(probabilities, labels, 3),
    calibration: calibration(probabilities, labels, 3),
    sha256: 'cd'.repeat(32),
    looks: 3,
  },
  seeds: [],
  appVersion: '0.1.0',
};
const commandLine = (...words: string[]) => ['inkling', ...words].join(' ');
const english = (given: CardFacts) => modelCard(given, createMessages('en'), commandLine);

describe('a model card', () => {
  it('says what the network is, how good, on what data, and how to make it again', () => {
    const text = english(facts);
    expect(text).toMatch(/^# Model card: My \\\*best\\\* \| first\n/);
    expect(text).toContain('784 → 128 (relu) → 3, with 101,770 weights and biases.');
    expect(text).toContain('recipe `article` (“The article’s network”)');
    expect(text).toContain('At most 10 epochs in batches of 64; optimizer sgd, learning rate 0.01');
    expect(text).toContain('```json\n{\n  "seed": 7\n}\n```');
    expect(text).toContain('ab'.repeat(32));
    expect(text).toContain('cd'.repeat(32));
    expect(text).toContain('**80.00 %**: 4 of 5 test digits');
    expect(text).toContain('has looked at the test set 3 times');
    expect(text).toContain('| one | 2 | 100.00 % | 50.00 % | 66.67 % |');
    expect(text).toContain('| one | a\\|b | 1 |');
    expect(text).toContain('Some CPU @ 2 GHz, threads: 2, with oneDNN');
    expect(text).toContain(
      '```sh\ninkling train --recipe article --seed 7 --threads 2\ninkling export last digits.onnx\n```',
    );
  });

  it('has mean and deviation over the seeds that the same recipe was trained with', () => {
    expect(english(facts)).not.toContain('The same recipe');
    const seeds = [0.97, 0.98, 0.99].map((accuracy, i) => ({ seed: i + 1, accuracy }));
    expect(english({ ...facts, seeds })).toContain(
      '- The same recipe with the seeds 1, 2, 3: 98.00 % ± 1.00 % (mean and standard deviation).',
    );
  });

  it('has the same sections in Chinese, and leaves no gap in a sentence', () => {
    const chinese = modelCard(facts, createMessages('zh-CN'), commandLine);
    const headings = (text: string) => text.split('\n').filter((line) => /^#+ /.test(line));
    expect(headings(chinese)).toHaveLength(headings(english(facts)).length);
    expect(chinese).toContain('## 局限与负责任的使用');
    for (const text of [chinese, english(facts)]) {
      expect(text).not.toMatch(/\{\{|undefined|NaN|card:\w/);
      expect(text).toMatch(/[^\n]\n$/);
      expect(text).not.toContain('\n\n\n');
    }
  });

  it('gives a recipe that is no preset as a file to save', () => {
    const recipe = recipeSchema.parse({ name: 'Wide', network: { hidden: [{ units: 300 }] } });
    const text = english({ ...facts, recipe });
    const json = /```json\n([^]*?)\n```/.exec(text)![1]!;
    expect(recipeSchema.parse(JSON.parse(json))).toEqual(recipe);
    expect(text).toContain('inkling train --recipe recipe.json --seed 1 --threads 2');
  });

  it('says of a file from elsewhere what is not known', () => {
    const file = {
      name: 'other.onnx',
      bytes: 1234,
      sha256: 'ef'.repeat(32),
      producer: 'pytorch 2.4',
      opset: 17,
    };
    const unknown = { run: null, recipe: null, dataSha256: null, training: null, appVersion: null };
    const text = english({ ...facts, ...unknown, file });
    expect(text).toContain(`other.onnx, 1,234 bytes, SHA-256 \`${'ef'.repeat(32)}\``);
    expect(text).toContain('Written by: pytorch 2.4; ONNX opset 17');
    expect(text).toContain('The file does not say how it was trained.');
    expect(text).toContain('It cannot be made again from what the file says.');
    expect(text).not.toMatch(/null|undefined|\{\{/);
  });

  it('says so where a run has not finished, and where nothing is read wrong', () => {
    const training = { ...facts.training!, status: 'stopped' as const, epochs: 4 };
    expect(english({ ...facts, training })).toContain('Not finished: 4 of 10 epochs');
    const right = evaluateProbabilities(
      Float64Array.of(0.9, 0.1, 0, 0, 0, 1),
      Uint8Array.of(0, 2),
      3,
    );
    const text = english({ ...facts, test: { ...facts.test, evaluation: right } });
    expect(text).toContain('No test digit is read wrong.');
    // No test digit was a 1, and none was read as one.
    expect(text).toContain('| one | 0 | – | – | – |');
  });
});

it('the worst confusions come first, without what is read right', () => {
  const confusion = [50, 1, 4, 0, 60, 7, 4, 0, 70];
  expect(worstConfusions({ confusion }, 3)).toEqual([
    { label: 1, readAs: 2, examples: 7 },
    { label: 0, readAs: 2, examples: 4 },
    { label: 2, readAs: 0, examples: 4 },
  ]);
  expect(worstConfusions({ confusion }, 9)).toHaveLength(4);
});

it('a table aligns figures to the right and keeps bars inside a cell', () => {
  expect(markdownTable([{ text: 'a' }, { text: 'b', right: true }], [['x|y', '1']])).toEqual([
    '| a | b |',
    '| --- | ---: |',
    '| x\\|y | 1 |',
  ]);
});
