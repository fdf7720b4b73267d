import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/library/blobs';
import { DataSource } from '../../src/library/data-source';
import { MNIST } from '../../src/core/data/dataset-info';
import { mnist, MNIST_FOLDER } from '../support/mnist';
import { sha256Of } from '../../src/library/mnist';
import { newDataset } from '../support/datasets';
import { newRun } from './support/deterministic-run';
import { OtherProcess } from './support/other-process';
import { codeOf, openLibrary, temporaryFolder } from './support/training';

test('a data set is read back as it was added, byte for byte', async () => {
  const library = await openLibrary();
  const source = new DataSource(library, MNIST_FOLDER);
  const given = newDataset();
  const id = library.datasets.add(given);
  expect(source.get(id)).toMatchObject({
    id,
    name: given.name,
    classNames: given.train.classNames,
    trainCount: 200,
    testCount: 50,
    source: given.source,
  });
  for (const split of ['train', 'test'] as const) {
    expect(sha256Of(source.read(id, split))).toBe(sha256Of(given[split]));
  }
});

test('MNIST is always the first, and read from its files', async () => {
  const library = await openLibrary();
  const source = new DataSource(library, MNIST_FOLDER);
  const id = library.datasets.add(newDataset());
  expect(source.list().map((info) => info.id)).toEqual(['mnist', id]);
  const test = source.read('mnist', 'test');
  expect(sha256Of(test)).toBe(sha256Of(mnist.test));
  expect(source.read('mnist', 'train').labels).toHaveLength(MNIST.trainCount);
  expect(test.labels).toHaveLength(MNIST.testCount);
});

test('a few images cut out of a data set are a copy of their own, which a message can carry', async () => {
  const library = await openLibrary();
  const source = new DataSource(library, MNIST_FOLDER);
  const id = library.datasets.add(newDataset());
  for (const dataset of ['mnist', id]) {
    const { images, labels } = source.read(dataset, 'test');
    expect(images.slice(0, 784).buffer.byteLength).toBe(784);
    expect(labels.slice(0, 7).buffer.byteLength).toBe(7);
  }
});

test('the same data have the same id: added again they take the new name; with other class names they are others', async () => {
  const { datasets } = await openLibrary();
  const given = newDataset();
  const id = datasets.add(given);
  expect(datasets.add({ ...given, name: 'Again' })).toBe(id);
  expect(datasets.list().map(({ name }) => name)).toEqual(['Again']);
  const classNames = given.train.classNames.map((name) => `class ${name}`);
  const [train, test] = [given.train, given.test].map((part) => ({ ...part, classNames }));
  expect(datasets.add({ ...given, train: train!, test: test! })).not.toBe(id);
});

test('a deleted one comes back whole, also by being added again, until it is purged', async () => {
  const library = await openLibrary();
  const { datasets } = library;
  const source = new DataSource(library, MNIST_FOLDER);
  const given = newDataset();
  const id = datasets.add(given);
  datasets.delete(id);
  expect(datasets.list()).toEqual([]);
  expect(codeOf(() => source.read(id, 'train'))).toBe('dataset.unknown');
  datasets.undelete(id);
  expect(sha256Of(source.read(id, 'train'))).toBe(sha256Of(given.train));
  datasets.delete(id);
  datasets.add(given);
  expect(datasets.get(id)?.name).toBe(given.name);

  datasets.delete(id);
  library.blobs.collect();
  expect(datasets.purge(Date.now() + 1)).toBe(1);
  expect(library.blobs.collect()).toBe(4);
  expect(
    codeOf(() => {
      datasets.undelete(id);
    }),
  ).toBe('dataset.unknown');
});

test.each<[string, (file: string) => void]>([
  [
    'cut off',
    (file) => {
      truncateSync(file, 1000);
    },
  ],
  [
    'with one bit another',
    (file) => {
      const bytes = readFileSync(file);
      bytes[777] = bytes[777]! ^ 4;
      writeFileSync(file, bytes);
    },
  ],
  ['gone', rmSync],
])(
  'one whose file is %s is named with it; nothing else is lost, and bringing the same in again mends it',
  async (_what, spoil) => {
    const library = await openLibrary();
    const source = new DataSource(library, MNIST_FOLDER);
    const given = newDataset();
    const id = library.datasets.add(given);
    const other = library.datasets.add({ ...newDataset(47, 'Other'), test: newDataset(47).train });
    const blob = sha256(given.test.images);
    const file = join(library.folder, 'blobs', blob);
    spoil(file);
    const read = () => source.read(id, 'test');
    expect(codeOf(read)).toBe('dataset.damaged');
    expect(read).toThrow(
      `The data set “Small letters” cannot be read: its file blobs/${blob.slice(0, 12)}… is`,
    );
    expect(library.datasets.list().map(({ name }) => name)).toEqual(['Small letters', 'Other']);
    expect(sha256Of(source.read(id, 'train'))).toBe(sha256Of(given.train));
    expect(source.read(other, 'test').labels).toHaveLength(200);

    expect(library.datasets.stage(given)).toEqual({ id, known: 'Small letters' });
    expect(sha256Of(read())).toBe(sha256Of(given.test));
  },
);

test('added once more, data that are there keep their name', async () => {
  const { datasets } = await openLibrary();
  const given = newDataset();
  const id = datasets.addOnce(given);
  expect(datasets.get(id)?.name).toBe('Small letters');
  datasets.rename(id, 'Mine');
  expect(datasets.addOnce(given)).toBe(id);
  datasets.delete(id);
  expect(datasets.addOnce(given)).toBe(id);
  expect(datasets.list().map(({ name }) => name)).toEqual(['Small letters']);
});

test('a new name is kept', async () => {
  const { datasets } = await openLibrary();
  const id = datasets.add(newDataset());
  datasets.rename(id, 'Letters');
  expect(datasets.get(id)?.name).toBe('Letters');
  expect(
    codeOf(() => {
      datasets.rename('nothing', 'x');
    }),
  ).toBe('dataset.unknown');
});

test('a run whose data set is gone knows its classes still, and says what is missing', async () => {
  const library = await openLibrary();
  const source = new DataSource(library, MNIST_FOLDER);
  const given = newDataset();
  const dataset = library.datasets.add(given);
  const { run } = library.startRun({
    ...newRun,
    recipe: { ...newRun.recipe, dataset },
    dataName: given.name,
    dataClassNames: given.train.classNames,
  });
  library.datasets.delete(dataset);
  expect(library.runs.get(run).dataClassNames).toEqual(given.train.classNames);
  expect(() => {
    source.requireOf(library.runs.get(run));
  }).toThrow(/The data set “Small letters” of run .* is no longer in the library/);
});

// A limit on the size of files stands for a full disk; in blocks of 512 bytes: 1 MB.
test('where there is no room for a data set, nothing of it is kept and nothing else is lost', async () => {
  const folder = temporaryFolder();
  const said = await new OtherProcess('datasets', folder, '', 2048).end();
  expect(said.at(-1)!.error).toMatchObject({ kind: 'user', code: 'library.full' });
  const library = await openLibrary(folder);
  expect(library.datasets.list().map(({ name }) => name)).toEqual(['10', '100', '1000']);
  expect(readdirSync(join(folder, 'blobs')).filter((name) => name.startsWith('tmp-'))).toEqual([]);
  // Images of both parts are the same bytes, as are their labels.
  expect(readdirSync(join(folder, 'blobs'))).toHaveLength(6);
});
