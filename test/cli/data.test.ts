import { existsSync, mkdtempSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idxBytes } from '../../src/core/data/idx';
import type { Pixels28 } from '../../src/core/network/types';
import { sha256 } from '../../src/library/blobs';
import { Library } from '../../src/library/library';
import { buildCli, type BuiltCli } from '../support/built-cli';
import { newDataset } from '../support/datasets';
import { mnist } from '../support/mnist';
import { startCli } from '../support/run-cli';

let built: BuiltCli;
let folder: string;
const call = (...args: string[]) =>
  startCli(built.cli, [...args, '--library', join(folder, 'library')], { cwd: folder }).ended;
const inChinese = (...args: string[]) =>
  startCli(built.cli, args, { cwd: folder, env: { LC_ALL: 'zh_CN.UTF-8' } }).ended;

beforeAll(async () => {
  built = await buildCli();
  folder = mkdtempSync(join(tmpdir(), 'inkling-cli-data-'));
  const { train, test: held } = newDataset(47);
  mkdirSync(join(folder, 'letters'));
  for (const [name, { images, labels }] of Object.entries({ train, t10k: held })) {
    const file = (kind: string) => join(folder, 'letters', `${name}-${kind}`);
    writeFileSync(file('images-idx3-ubyte'), idxBytes([labels.length, 28, 28], images));
    writeFileSync(file('labels-idx1-ubyte'), idxBytes([labels.length], labels));
  }
}, 120_000);
afterAll(() => {
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('a data set is imported, listed, trained on, exported, deleted and brought back', async () => {
  const preview = await call('data', 'import', 'letters', '--preview');
  expect(preview.stderr).toBe('');
  expect(preview.stdout).toMatch(/IDX files: 47 classes, 200 to train with, 50 to test with/);

  const imported = await call('data', 'import', 'letters', '--name', 'Letters', '--json');
  expect(imported.code, imported.stderr).toBe(0);
  const id = String(imported.json().at(-1)!['id']);
  const listed = await call('data', 'list');
  expect(listed.stdout).toMatch(new RegExp(`mnist .*\\n${id}  Letters +47 +200 +50  IDX files`));

  const trained = await call('train', '--data', 'Letters', '--epochs', '1', '--json');
  expect(trained.code, trained.stderr).toBe(0);
  const runs = (await call('runs', '--json')).json();
  expect(runs[0]).toMatchObject({ recipe: { dataset: id }, dataName: 'Letters' });

  const exported = await call('data', 'export', id.slice(0, 6), 'letters.zip', '--format', 'csv');
  expect(exported.stdout).toMatch(/^250 images are in .*letters\.zip\n$/);
  // The content is the same, and so is the id.
  const again = await call('data', 'import', 'letters.zip', '--json');
  expect(again.json().at(-1)).toEqual({ event: 'imported', id });

  const deleted = await call('data', 'delete', 'Letters');
  expect(deleted.stdout).toContain(`data delete ${id} --undo`);
  const measured = await call('evaluate', 'last');
  expect(measured.code).toBe(1);
  expect(measured.stderr).toMatch(/^Error: The data set “Letters” of run .* is no longer in/);
  await call('data', 'delete', id, '--undo');
  expect((await call('evaluate', 'last')).code).toBe(0);
}, 120_000);

test('drawings that were kept become a data set; a damaged one is named, and nothing else is lost', async () => {
  const none = await call('data', 'drawings');
  expect(none.code).toBe(1);
  expect(none.stderr).toMatch(/^Error: There are no kept drawings yet/);
  const library = await Library.open(join(folder, 'library'), { role: 'worker' });
  try {
    for (let n = 0; n < 20; n++) {
      library.drawings.keep({
        image: mnist.test.images.slice(n * 784, (n + 1) * 784) as Pixels28,
        strokes: null,
        className: String(mnist.test.labels[n]),
        model: null,
        readAs: null,
        purpose: null,
      });
    }
    const made = await call('data', 'drawings', '--json');
    expect(made.code, made.stderr).toBe(0);
    expect(made.json()).toEqual([
      { event: 'made', id: expect.any(String) as string, name: 'My 20 drawings' },
    ]);
    const id = String(made.json()[0]!['id']);
    const own = library.datasets.get(id)!;
    expect(own.trainCount + own.testCount).toBe(20);

    const blob = sha256(library.datasets.bytes(id, 'train', 'images'));
    truncateSync(join(library.folder, 'blobs', blob), 100);
    for (const command of [
      ['train', '--data', id],
      ['data', 'export', id, 'x.zip'],
    ]) {
      const { code, stderr } = await call(...command);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^Error: The data set “My 20 drawings” cannot be read: its file .* is missing or damaged\. [^\n]*\n$/,
      );
    }
    expect(existsSync(join(folder, 'x.zip'))).toBe(false);
    // Made again of the same drawings it is whole.
    expect((await call('data', 'drawings')).code).toBe(0);
    expect((await call('data', 'export', id, 'x.zip')).code).toBe(0);
  } finally {
    library.close();
  }
}, 60_000);

test.each([
  [['data', 'import', 'nowhere'], /could not be read: ENOENT/],
  [['data', 'import', 'letters', '--class-names', 'a,b'], /Expected 47 class names.*got 2/],
  [['data', 'export', 'unknown', 'x.zip'], /There is no data set unknown/],
  [['data', 'delete', 'mnist'], /There is no data set mnist/],
  [['train', '--data', 'unknown'], /There is no data set unknown/],
])('%j says in one sentence why not', async (args, sentence) => {
  const { code, stderr } = await call(...args);
  expect(code).toBe(1);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('its help is there in Chinese', async () => {
  const { code, stdout } = await inChinese('data', 'import', '--help');
  expect(code).toBe(0);
  expect(stdout).toContain('按类别分文件夹存放的图片');
});
