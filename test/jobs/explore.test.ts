import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verdictOf } from '../../src/core/data/readings';
import { CancelledError } from '../../src/core/errors';
import { initialNetwork } from '../../src/core/network/initialization';
import { NetworkReader } from '../../src/core/network/reader';
import { ARTICLE_PREPROCESSING, PIXELS } from '../../src/core/network/types';
import { exportOnnx } from '../../src/core/onnx/export';
import { JobControl } from '../../src/jobs/control';
import { digitMap } from '../../src/jobs/digit-map';
import { networkOfFile } from '../../src/jobs/network-of';
import { readings } from '../../src/jobs/readings';
import { Library } from '../../src/library/library';
import { newDataset } from '../support/datasets';
import { firstOf, mnist, MNIST_FOLDER } from '../support/mnist';
import { runMetadata } from '../support/networks';

// Questions about a data set as a whole, of MNIST's first digits: 600 to train with, 200 to test with.

const model = { file: resolve('resources/models/article.onnx') };
const given = { train: firstOf(mnist.train, 600), test: firstOf(mnist.test, 200) };
let library: Library;
let dataset: string;
beforeAll(async () => {
  library = await Library.open(mkdtempSync(join(tmpdir(), 'inkling-explore-')), { role: 'worker' });
  dataset = library.datasets.add({ ...newDataset(), ...given, name: 'Digits' });
});
afterAll(() => {
  library.close();
  rmSync(library.folder, { recursive: true });
});

/** `heard` is told each event; it may stop the job. */
function context(heard: (part: number, control: JobControl) => void = () => undefined) {
  const control = new JobControl();
  return {
    host: { library: library.folder, mnist: MNIST_FOLDER, models: '', app: '1.2.3' },
    control,
    emit: ({ part }: { readonly part: number }) => {
      heard(part, control);
    },
    distortionThread: new URL('file:///nowhere'),
  };
}

describe('what a network reads in a data set', () => {
  test('is what it reads in each image, training images first; the test images are a look', async () => {
    const parts: number[] = [];
    const found = await readings.run(
      { dataset, model },
      context((part) => parts.push(part)),
    );
    expect(parts).toEqual([0.75, 1]);
    expect(found.looks).toBe(1);
    expect(library.testLooks.count(dataset)).toBe(1);
    expect(library.testLooks.count('mnist')).toBe(0);

    const reader = new NetworkReader(await networkOfFile(model.file));
    for (const [{ images, labels }, from] of [
      [given.train, 0],
      [given.test, 600],
    ] as const) {
      labels.forEach((label, n) => {
        const { probabilities } = reader.read(images.subarray(n * PIXELS, (n + 1) * PIXELS));
        const sure = Math.max(...probabilities);
        const read = probabilities.indexOf(sure);
        expect(found.read[from + n]).toBe(read);
        expect(found.confidence[from + n]).toBeCloseTo(sure, 4);
        expect(found.loss[from + n]).toBeCloseTo(-Math.log(probabilities[label]!), 3);
        expect(verdictOf(found, from + n, label)).toBe(read === label ? 'right' : 'wrong');
      });
    }
  });

  test('of classes it was never taught is no verdict, and no look', async () => {
    const letters = library.datasets.add(newDataset(12));
    const found = await readings.run({ dataset: letters, model }, context());
    expect(found.classOf).toEqual(Array.from({ length: 12 }, () => null));
    expect(verdictOf(found, 0, 0)).toBe('untaught');
    expect(found.looks).toBe(0);
  });

  test('can be stopped, and was then no look', async () => {
    const looks = library.testLooks.count(dataset);
    let heard = 0;
    const stopped = readings.run(
      { dataset, model },
      context((_part, control) => {
        heard++;
        control.set('stop');
      }),
    );
    await expect(stopped).rejects.toBeInstanceOf(CancelledError);
    expect(heard).toBe(1);
    expect(library.testLooks.count(dataset)).toBe(looks);
  });
});

describe('the map of a data set', () => {
  const asked = { dataset, model: null, sample: 300, seed: 1 } as const;
  /** Share of the digits that lie among digits of their own label. */
  const atHome = ({ numbers, around }: Awaited<ReturnType<typeof digitMap.run>>) => {
    const labels = [...given.train.labels, ...given.test.labels];
    return numbers.filter((number, n) => labels[number] === around[n]).length / numbers.length;
  };

  test('has the digits asked for, each class in its share, like ones together', async () => {
    const parts: number[] = [];
    const map = await digitMap.run(
      { ...asked, dataset },
      context((part) => parts.push(part)),
    );
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect(parts.length).toBeGreaterThan(10);
    expect(parts[0]).toBe(0);
    expect(parts.at(-1)).toBeLessThan(1);
    expect(map.numbers).toHaveLength(300);
    expect([...map.numbers]).toEqual([...new Set(map.numbers)].sort((a, b) => a - b));
    const labels = [...given.train.labels, ...given.test.labels];
    for (let label = 0; label < 10; label++) {
      const all = labels.filter((one) => one === label).length;
      const shown = [...map.numbers].filter((number) => labels[number] === label).length;
      expect(Math.abs(shown - (300 * all) / 800)).toBeLessThan(1);
    }
    expect(map.components).toBe(50);
    expect(map.kept).toBeGreaterThan(0.8);
    // Of ten classes at random it would be 0.1.
    expect(atHome(map)).toBeGreaterThan(0.6);
  });

  test('by a network’s last hidden layer has fewer strays, and is the same each time', async () => {
    const ask = { ...asked, dataset, model };
    const map = await digitMap.run(ask, context());
    expect(atHome(map)).toBeGreaterThan(0.8);
    expect(await digitMap.run(ask, context())).toEqual(map);
  });

  test('takes all there are where fewer are there than were asked for', async () => {
    const letters = library.datasets.add(newDataset(12));
    const map = await digitMap.run({ ...asked, dataset: letters, model, sample: 5000 }, context());
    expect([...map.numbers]).toEqual(Array.from({ length: 250 }, (_, n) => n));
  });

  test.each([0, 0.7])('can be stopped once %d of it is done', async (share) => {
    let heardAfter = 0;
    const stopped = digitMap.run(
      { ...asked, dataset, model },
      context((part, control) => {
        if (control.wanted === 'stop') heardAfter++;
        if (part >= share) control.set('stop');
      }),
    );
    await expect(stopped).rejects.toBeInstanceOf(CancelledError);
    expect(heardAfter).toBe(0);
  });

  test('by a network without a hidden layer is refused in a sentence', async () => {
    const file = join(library.folder, 'linear.onnx');
    const spec = { inputs: PIXELS, hidden: [], classes: 10 };
    const network = {
      spec,
      layers: initialNetwork(spec, 'pytorch', 1),
      preprocessing: ARTICLE_PREPROCESSING,
      classNames: given.train.classNames,
    };
    writeFileSync(file, exportOnnx(network, runMetadata));
    await expect(
      digitMap.run({ ...asked, dataset, model: { file } }, context()),
    ).rejects.toMatchObject({ code: 'map.noHidden' });
  });
});
