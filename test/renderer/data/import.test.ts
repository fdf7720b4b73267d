import { beforeEach, describe, expect, test, vi } from 'vitest';
import { MNIST, type DatasetInfo } from '../../../src/core/data/dataset-info';
import type { ImportPreview } from '../../../src/core/data/import';
import { CancelledError, UserError } from '../../../src/core/errors';
import { ImportState } from '../../../src/renderer/data/import/import.svelte';
import { DatasetsState } from '../../../src/renderer/data/sets/datasets.svelte';
import { deferred, settle, TestBridge, type Answers } from '../support/bridge';

const source = { ...MNIST.source, format: 'csv' } as const;
const found: ImportPreview = {
  id: 'one',
  known: null,
  name: 'letters',
  source,
  classNames: ['a', 'b'],
  trainCounts: [3, 3],
  testCounts: [1, 1],
  samples: [new Uint8Array(784), new Uint8Array(784)],
  refused: [],
  found: { columns: ['label', 'pixel0'], labelColumn: 0, transpose: null, invert: null },
};

function states(answers: Answers) {
  const list: DatasetInfo[] = [MNIST];
  const bridge = new TestBridge({
    'import.discard': () => null,
    'import.stop': () => null,
    'import.keep': ({ id, name, classNames }) => {
      const counts = { trainCount: 6, testCount: 2, createdAt: 1 };
      list.push({ id: `${id}-kept`, name, classNames, source, ...counts });
      return `${id}-kept`;
    },
    'datasets.list': () => list,
    ...answers,
  });
  const datasets = new DatasetsState(bridge);
  const names = () => bridge.asked.map(({ name }) => name);
  return { bridge, datasets, importing: new ImportState(bridge, datasets), names };
}
beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

describe('an import', () => {
  test('is kept as it was named, and shown', async () => {
    const { importing, datasets } = states({
      'import.choose': () => ['/letters.csv'],
      'import.read': () => found,
    });
    await importing.choose('files');
    expect(importing.preview).toBe(found);
    expect([importing.name, importing.classText]).toEqual(['letters', 'a, b']);
    importing.name = 'Letters';
    importing.classText = 'alpha，beta';
    await importing.keep();
    expect(importing.paths).toBeNull();
    expect(datasets.current).toMatchObject({ name: 'Letters', classNames: ['alpha', 'beta'] });
  });

  test.each(['a', 'a, a', 'a, ', 'a, b, c', `a, ${'b'.repeat(41)}`])(
    'is not kept under class names that do not fit: %s',
    async (text) => {
      const { importing, names } = states({ 'import.read': () => found });
      await importing.read(['/x']);
      importing.classText = text;
      expect(importing.classNamesFit).toBe(false);
      await importing.keep();
      expect(names()).not.toContain('import.keep');
    },
  );

  test('that is read another way forgets what was read before; closed, it forgets that too', async () => {
    const { importing, bridge } = states({
      'import.read': ({ options }) => ({ ...found, id: `column-${options.labelColumn ?? 'any'}` }),
    });
    await importing.read(['/x']);
    await importing.readAs({ labelColumn: 1 });
    expect(importing.preview?.id).toBe('column-1');
    importing.close();
    const discarded = bridge.asked.filter(({ name }) => name === 'import.discard');
    expect(discarded.map(({ args }) => args)).toEqual(['column-any', 'column-1']);
  });

  test('that is closed while it is read is stopped, and what comes of it is discarded', async () => {
    const reading = deferred<ImportPreview>();
    const { importing, bridge, names } = states({ 'import.read': () => reading.promise });
    const done = importing.read(['/x']);
    await settle();
    bridge.send('import.progress', { share: 0.5 });
    expect([importing.reading, importing.share]).toEqual([true, 0.5]);
    importing.close();
    expect(names()).toContain('import.stop');
    reading.resolve(found);
    await done;
    expect(names().at(-1)).toBe('import.discard');
    expect([importing.preview, importing.paths]).toEqual([null, null]);
  });

  test('that fails says why; one that is stopped says nothing', async () => {
    const error = new UserError('import.nothing', { where: 'x' });
    const failing = states({ 'import.read': () => Promise.reject(error) }).importing;
    await failing.read(['/x']);
    expect([failing.error, failing.reading]).toEqual([error, false]);
    const stopped = states({ 'import.read': () => Promise.reject(new CancelledError()) }).importing;
    await stopped.read(['/x']);
    expect([stopped.error, stopped.paths]).toEqual([null, null]);
  });
});

test('a data set that is deleted is no longer the current one, and comes back', async () => {
  const own: DatasetInfo = { ...MNIST, id: 'own', name: 'Own' };
  let list = [MNIST, own];
  const { datasets, bridge } = states({
    'datasets.list': () => list,
    'datasets.delete': () => {
      list = [MNIST];
      return null;
    },
    'datasets.undelete': () => {
      list = [MNIST, own];
      return null;
    },
  });
  await datasets.load();
  datasets.use('own');
  expect(datasets.current.name).toBe('Own');
  await datasets.delete(own);
  bridge.send('datasets.changed', null);
  await settle();
  expect([datasets.current.id, datasets.deleted?.id]).toEqual(['mnist', 'own']);
  await datasets.undelete();
  bridge.send('datasets.changed', null);
  await settle();
  expect([datasets.current.id, datasets.deleted]).toEqual(['own', null]);
});
