import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildCli, type BuiltCli } from '../support/built-cli';
import { startCli } from '../support/run-cli';

let built: BuiltCli;
let folder: string;

const call = (...args: string[]) =>
  startCli(built.cli, [...args, '--library', join(folder, 'library')], { cwd: folder });

beforeAll(async () => {
  built = await buildCli();
  folder = mkdtempSync(join(tmpdir(), 'inkling-measuring-'));
}, 120_000);
afterAll(() => {
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

const share = z.number().min(0).max(1);
const row = z.strictObject({
  event: z.literal('row'),
  method: z.enum(['softmax', 'zoning', 'gradients', 'nearest']),
  examples: z.literal(100),
  validationAccuracy: share,
  testAccuracy: share.nullable(),
  seconds: z.number().gt(0),
  choice: z.strictObject({
    of: z.enum(['epochs', 'neighbours']),
    value: z.int().min(1),
    tried: z.array(z.strictObject({ value: z.int(), accuracy: share })).min(1),
  }),
});

describe('baselines', () => {
  test('--json prints a line a method and one at the end; --validation leaves the test set alone', async () => {
    const split = ['--examples', '100', '--validation', '--threads', '2'];
    const ended = await call('baselines', ...split, '--json').ended;
    expect(ended.code, ended.stderr).toBe(0);
    const lines = ended.json();
    const rows = lines.slice(0, -1).map((line) => row.parse(line));
    expect(rows.map(({ method }) => method)).toEqual(['softmax', 'zoning', 'gradients', 'nearest']);
    expect(rows.every(({ testAccuracy }) => testAccuracy === null)).toBe(true);
    expect(lines.at(-1)).toEqual({ event: 'done', validationExamples: 5000, looks: 0 });
  });

  test('a person gets one table, what the choice was made by, and how often the test set was seen', async () => {
    const { code, stdout, stderr } = await call('baselines', '--examples', '100').ended;
    expect(code, stderr).toBe(0);
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^Method +Learnt from +Chosen +Validation +Test +Seconds$/);
    expect(lines[0]).toMatch(
      /^Softmax regression on pixels +100 +\d+ epochs? +\d\d\.\d\d % +\d\d\.\d\d % +\S+$/,
    );
    expect(lines[3]).toMatch(/^Nearest neighbours +100 +k = \d+ +\d\d\.\d\d % +\d\d\.\d\d % +\S+$/);
    expect(lines[4]).toMatch(/held back, never on the test set/);
    expect(lines[5]).toMatch(/looked at the test set 4 times/);
    expect(stdout + stderr).not.toContain('\r');
  });

  test('Ctrl-C ends it with 130', async () => {
    const running = call('baselines', '--examples', '5000', '--json');
    await running.event('row');
    running.interrupt();
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toBe('');
  });

  test.each(['9', '55001', 'x'])('--examples %s is wrong usage', async (count) => {
    const { code, stderr } = await call('baselines', '--examples', count).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/from 10 to 55000/);
  });

  test('so is a number of threads there cannot be', async () => {
    const { code, stderr } = await call('baselines', '--threads', '0').ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/from 1 to 256/);
  });
});

describe('card', () => {
  const shipped = resolve('resources/models/article.onnx');

  test('is Markdown on standard output, in the person’s language', async () => {
    const english = await call('card', shipped).ended;
    expect(english.code, english.stderr).toBe(0);
    expect(english.stdout).toMatch(/^# Model card: \S.*\n/);
    expect(english.stdout).toContain('train --recipe article --seed');
    expect(english.stdout).not.toContain(folder);

    const chinese = await startCli(
      built.cli,
      ['card', shipped, '--library', join(folder, 'library')],
      { env: { LC_ALL: 'zh_CN.UTF-8' } },
    ).ended;
    expect(chinese.stdout).toMatch(/^# 模型卡：/);
  });

  test('--json gives the facts in one line', async () => {
    const [facts, ...more] = (await call('card', shipped, '--json').ended).json();
    expect(more).toEqual([]);
    expect(facts).toMatchObject({
      parameters: 101_770,
      file: { name: 'article.onnx' },
      test: { evaluation: { examples: 10_000 } },
    });
  });
});

test('a training that only guesses says so once while it runs, and at its end, with what is likely to help', async () => {
  const recipe = {
    name: 'From zero',
    network: { initialization: 'zeros' },
    subset: { type: 'first', count: 500 },
    epochs: 3,
  };
  writeFileSync(join(folder, 'zeros.json'), JSON.stringify(recipe));
  const { code, stdout, stderr } = await call('train', '--recipe', 'zeros.json').ended;
  expect(code, stderr).toBe(0);
  const advice =
    /The network is guessing: its loss stays near 2\.30.*All weights began at zero.*at random instead/g;
  expect(stdout.match(advice)).toHaveLength(2);
  expect(stdout.indexOf('Test accuracy')).toBeLessThan(stdout.lastIndexOf('is guessing'));
});
