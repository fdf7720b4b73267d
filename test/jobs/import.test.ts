import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabelledImages } from '../../src/core/data/dataset';
import { idxBytes } from '../../src/core/data/idx';
import { importOptionsSchema, type ImportPreview } from '../../src/core/data/import';
import { CancelledError, UserError } from '../../src/core/errors';
import { JobControl } from '../../src/jobs/control';
import { exportDataset } from '../../src/jobs/export-dataset';
import { importDataset } from '../../src/jobs/import';
import { partDataset } from '../../src/jobs/part-dataset';
import { DataSource } from '../../src/library/data-source';
import { Library } from '../../src/library/library';
import { sha256Of } from '../../src/library/mnist';
import { newDataset } from '../support/datasets';
import { firstOf, mnist, MNIST_FOLDER } from '../support/mnist';

let folder: string;
let library: Library;
let source: DataSource;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkling-import-'));
  library = await Library.open(join(folder, 'library'), { role: 'worker' });
  source = new DataSource(library, MNIST_FOLDER);
});
afterAll(() => {
  library.close();
  rmSync(folder, { recursive: true });
});

const context = (control = new JobControl()) => ({
  host: { library: library.folder, mnist: MNIST_FOLDER, models: '', app: '1.2.3' },
  control,
  emit: () => undefined,
  distortionThread: new URL('file:///nowhere'),
});
type Options = Parameters<typeof importOptionsSchema.parse>[0];
const read = (paths: readonly string[], options: Options = {}): Promise<ImportPreview> =>
  importDataset.run({ paths: [...paths], options: importOptionsSchema.parse(options) }, context());
/** Keeps what was read under the names it came with. */
function kept({ id, name, classNames }: ImportPreview): string {
  return library.datasets.keep(id, name, classNames);
}

type Files = Readonly<Record<string, Uint8Array | string>>;
let folders = 0;
/** A folder with these files. */
function folderOf(files: Files): string {
  const made = join(folder, `files-${folders++}`);
  mkdirSync(made);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), content);
  }
  return made;
}
const idxOf = ({ images, labels }: LabelledImages) => ({
  images: idxBytes([labels.length, 28, 28], images),
  labels: idxBytes([labels.length], labels),
});
const pixelsOf = ({ images }: LabelledImages, n: number) => images.subarray(n * 784, (n + 1) * 784);
const picture = (pixels: Uint8Array, side = 28) =>
  sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
    .resize(side, side, { kernel: 'cubic' })
    .png()
    .toBuffer();
async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('it was read');
}

describe('IDX files', () => {
  test('of 47 classes, packed or not, are read with their mapping and turned upright as EMNIST’s are', async () => {
    const { train, test: held } = newDataset(47);
    const turned = transposed(train);
    const files = folderOf({
      'emnist-balanced-train-images-idx3-ubyte.gz': gzipSync(idxOf(turned).images),
      'emnist-balanced-train-labels-idx1-ubyte.gz': gzipSync(idxOf(turned).labels),
      'emnist-balanced-test-images-idx3-ubyte': idxOf(transposed(held)).images,
      'emnist-balanced-test-labels-idx1-ubyte': idxOf(held).labels,
      'emnist-balanced-mapping.txt': Array.from({ length: 47 }, (_, k) => `${k} ${200 + k}`).join(
        '\n',
      ),
    });
    const preview = await read([files]);
    expect(preview).toMatchObject({
      source: { format: 'idx', testPart: 'own', refused: 0 },
      found: { transpose: true },
      known: null,
    });
    expect(preview.classNames).toHaveLength(47);
    expect(preview.classNames).toContain(String.fromCodePoint(200 + 46));
    expect(preview.trainCounts.reduce((a, b) => a + b)).toBe(200);
    const id = kept(preview);
    expect(Buffer.compare(source.read(id, 'train').images, train.images)).toBe(0);
    expect((await read([files], { transpose: false })).id).not.toBe(preview.id);
    expect((await read([files])).known).toBe(preview.name);
  });

  test('chosen one by one, without a test part: a seventh of each class is held for one, always the same', async () => {
    const part = firstOf(mnist.train, 700);
    const files = folderOf({
      'my-images.idx3-ubyte': idxOf(part).images,
      'my-labels.idx1-ubyte': idxOf(part).labels,
    });
    const paths = readdirSync(files).map((name) => join(files, name));
    const first = await read(paths);
    expect(first.source.testPart).toBe('held');
    first.classNames.forEach((_, k) => {
      const all = first.trainCounts[k]! + first.testCounts[k]!;
      expect(first.testCounts[k]).toBe(Math.round(all / 7));
    });
    expect((await read(paths.reverse())).id).toBe(first.id);
  });

  test.each<[string, Files, RegExp]>([
    [
      'without labels',
      { 'train-images-idx3-ubyte': idxOf(firstOf(mnist.test, 9)).images },
      /labels is missing/,
    ],
    [
      'without images',
      { 'train-labels-idx1-ubyte': idxOf(firstOf(mnist.test, 9)).labels },
      /images is missing/,
    ],
    [
      'of several sets',
      Object.fromEntries(
        ['balanced', 'letters'].flatMap((name) => [
          [`${name}-train-images-idx3-ubyte`, idxOf(firstOf(mnist.test, 9)).images],
          [`${name}-train-labels-idx1-ubyte`, idxOf(firstOf(mnist.test, 9)).labels],
        ]),
      ),
      /more than one data set: balanced-train-images/,
    ],
    [
      'cut off',
      {
        'train-images-idx3-ubyte': idxOf(firstOf(mnist.test, 9)).images.subarray(0, 5000),
        'train-labels-idx1-ubyte': idxOf(firstOf(mnist.test, 9)).labels,
      },
      /train-images-idx3-ubyte, byte 5000: the file ends here/,
    ],
    [
      'damaged in their packing',
      { 'a-idx3-ubyte.gz': Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3) },
      /not a whole gzip file/,
    ],
  ])('%s are refused in a sentence', async (_what, files, sentence) => {
    expect(await refusal(read([folderOf(files)]))).toMatch(sentence);
  });
});

describe('a CSV table', () => {
  const part = firstOf(mnist.test, 40);
  const line = (n: number, label: string | number = part.labels[n]!) =>
    `${label},${pixelsOf(part, n).join(',')}`;
  const lines = Array.from({ length: 40 }, (_, n) => line(n));
  const header = `label,${Array.from({ length: 784 }, (_, i) => `pixel${i}`).join(',')}`;

  test.each<[string, string]>([
    ['with a header', [header, ...lines].join('\n')],
    ['without one, labels first', lines.join('\n')],
    [
      'without one, labels last',
      lines.map((text) => text.replace(/^(\d),(.*)$/, '$2,$1')).join('\r\n'),
    ],
    ['with semicolons', [header, ...lines].join('\n').replaceAll(',', ';')],
    [
      'with pixels from 0 to 1',
      [
        header,
        ...Array.from(
          { length: 40 },
          (_, n) =>
            `${part.labels[n]!},${Array.from(pixelsOf(part, n), (p) => (p / 255).toFixed(6)).join(',')}`,
        ),
      ].join('\n'),
    ],
    [
      'with another column, a name before',
      [`id,${header}`, ...lines.map((text, i) => `x${i},${text}`)].join('\n'),
    ],
  ])('%s is read', async (_what, text) => {
    const preview = await read([folderOf({ 'digits.csv': text })]);
    expect(preview.source).toMatchObject({ format: 'csv', refused: 0 });
    const id = kept(preview);
    // The parts' images are the table's, none lost and none changed.
    const of = (data: LabelledImages) =>
      Array.from(
        data.labels,
        (label, n) => `${data.classNames[label]!} ${pixelsOf(data, n).join()}`,
      );
    const both = [...of(source.read(id, 'train')), ...of(source.read(id, 'test'))];
    expect(both.sort()).toEqual(of(part).sort());
  });

  test('of 62 classes, as EMNIST is given away, gets its names from the mapping and is turned upright', async () => {
    const { train, test: held } = newDataset(62);
    const table = (data: LabelledImages) =>
      Array.from(data.labels, (label, n) => `${label},${pixelsOf(data, n).join(',')}`).join('\n');
    const codes = Array.from({ length: 62 }, (_, k) => (k < 10 ? 48 : k < 36 ? 55 : 61) + k);
    const files = folderOf({
      'emnist-byclass-train.csv': table(transposed(train)),
      'emnist-byclass-test.csv': table(transposed(held)),
      'emnist-byclass-mapping.txt': codes.map((code, k) => `${k} ${code}`).join('\n'),
    });
    const preview = await read([files]);
    expect(preview).toMatchObject({
      source: { format: 'csv', testPart: 'own', refused: 0 },
      found: { transpose: true },
    });
    // In the order of their labels: a capital is another class than its small letter.
    expect(preview.classNames.join('')).toBe(
      '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    );
    const id = kept(preview);
    expect(Buffer.compare(source.read(id, 'train').images, train.images)).toBe(0);
    expect([...source.read(id, 'test').labels]).toEqual([...held.labels]);

    // As a person says, also where the file's name says nothing.
    const plain = folderOf({ 'letters.csv': table(transposed(train)) });
    expect((await read([plain])).found.transpose).toBe(false);
    const turned = await read([plain], { transpose: true });
    expect(turned.samples[0]!.subarray(0, 784).join()).toBe(pixelsOf(train, 0).join());
  });

  test('the column of the labels can be said', async () => {
    const text = ['a,b,c', ...lines].join('\n');
    expect(await refusal(read([folderOf({ 'x.csv': text })]))).toMatch(
      /has 785 columns.*this one has 3/,
    );
    const chosen = await read([folderOf({ 'x.csv': lines.join('\n') })], { labelColumn: 0 });
    expect(chosen.found.labelColumn).toBe(0);
    expect(
      await refusal(read([folderOf({ 'x.csv': lines.join('\n') })], { labelColumn: 785 })),
    ).toMatch(/no column 786 for the labels; the last one is 785/);
  });

  test('lines that cannot be used are refused one by one, with their numbers', async () => {
    const bad = [
      header,
      line(0),
      `7,${'1,'.repeat(10)}1`,
      line(1).replace(/,0,/, ',999,'),
      line(2, ''),
      ...lines.slice(3),
    ];
    const preview = await read([folderOf({ 'digits.csv': bad.join('\n') })]);
    expect(preview.source.refused).toBe(3);
    expect(
      preview.refused.map(({ error }) => (error.kind === 'user' ? error.message : '')),
    ).toEqual([
      expect.stringMatching(/digits\.csv:3: expected 785 columns, got 12/),
      expect.stringMatching(
        /digits\.csv:4, column pixel\d+: expected a grey level from 0 to 255, got "999"/,
      ),
      expect.stringMatching(/digits\.csv:5: the label is empty/),
    ]);
  });
});

describe('pictures', () => {
  test('in folders by class, in a zip file, with what cannot be used named', async () => {
    const files: Record<string, Uint8Array> = {};
    for (let n = 0; n < 40; n++) {
      files[`set/train/${mnist.test.labels[n]!}/${n}.png`] = await picture(pixelsOf(mnist.test, n));
    }
    for (let n = 40; n < 60; n++) {
      files[`set/test/${mnist.test.labels[n]!}/${n}.png`] = await picture(pixelsOf(mnist.test, n));
    }
    files['set/train/3/broken.png'] = strToU8('no picture');
    files['set/train/alone.png'] = await picture(pixelsOf(mnist.test, 0));
    files['set/readme.txt'] = strToU8('hello');
    files['__MACOSX/set/._x'] = strToU8('');
    const zip = join(folder, 'My digits.zip');
    writeFileSync(zip, zipSync(files));
    const preview = await read([zip]);
    expect(preview).toMatchObject({
      name: 'My digits',
      source: { format: 'pictures', testPart: 'own', refused: 3 },
      found: { invert: false },
    });
    expect(preview.refused.map(({ where }) => where).sort()).toEqual([
      'readme.txt',
      'train/3/broken.png',
      'train/alone.png',
    ]);
    expect(preview.testCounts.reduce((a, b) => a + b)).toBe(20);
    // Pictures of 28 × 28 are used as they are.
    const id = kept(preview);
    const { images, labels } = source.read(id, 'test');
    const own = Array.from({ length: 20 }, (_, n) =>
      pixelsOf({ images, labels, classNames: [] }, n).join(),
    );
    const given = Array.from({ length: 20 }, (_, n) => pixelsOf(mnist.test, 40 + n).join());
    expect(own.sort()).toEqual(given.sort());
  });

  test('of ink on paper are inverted together; larger ones are read as photos', async () => {
    const dark: Record<string, Uint8Array> = {};
    const large: Record<string, Uint8Array> = {};
    for (let n = 0; n < 30; n++) {
      const inverted = pixelsOf(mnist.test, n).map((p) => 255 - p);
      dark[`${mnist.test.labels[n]!}/${n}.png`] = await picture(inverted);
      large[`${mnist.test.labels[n]!}/${n}.png`] = await picture(inverted, 140);
    }
    const preview = await read([folderOf(dark)]);
    expect(preview.found.invert).toBe(true);
    expect(preview.samples[7]!.subarray(0, 784).join()).toBe(pixelsOf(mnist.test, 0).join());
    const photos = await read([folderOf(large)]);
    expect(photos.found.invert).toBeNull();
    expect(photos.source.refused).toBe(0);
    expect(
      meanDifference(photos.samples[7]!.subarray(0, 784), pixelsOf(mnist.test, 0)),
    ).toBeLessThan(12);
  });

  test('of more than 62 classes, or of one, are no data set', async () => {
    const one = await picture(pixelsOf(mnist.test, 0));
    const many = Object.fromEntries(Array.from({ length: 63 }, (_, k) => [`c${k}/a.png`, one]));
    expect(await refusal(read([folderOf(many)]))).toMatch(/more than 62 classes/);
    expect(await refusal(read([folderOf({ 'a/1.png': one, 'a/2.png': one })]))).toMatch(
      /all images are of one class \(a\)/,
    );
    expect(await refusal(read([folderOf({ 'a/1.png': one, 'b/2.png': one })]))).toMatch(
      /no class has two images/,
    );
  });
});

test('duplicates and test images that are also trained on are counted', async () => {
  const train = firstOf(mnist.train, 50);
  const repeated = { ...train, images: Uint8Array.from(train.images) };
  repeated.images.copyWithin(784, 0, 784);
  const files = folderOf({
    'train-images-idx3-ubyte': idxOf(repeated).images,
    'train-labels-idx1-ubyte': idxOf(repeated).labels,
    't10k-images-idx3-ubyte': idxOf(firstOf(mnist.train, 5)).images,
    't10k-labels-idx1-ubyte': idxOf(firstOf(mnist.train, 5)).labels,
  });
  // The second training image became the first, so of the test's five the second is not trained on.
  expect((await read([files])).source).toMatchObject({ duplicates: 1, overlap: 4 });
});

test.each(['idx', 'csv', 'pictures'] as const)(
  'what is exported as %s comes back as the same data set',
  async (format) => {
    const given = newDataset(12);
    const id = library.datasets.add(given);
    const file = join(folder, `${format}.zip`);
    await exportDataset.run({ dataset: id, format, numbers: null, file }, context());
    const preview = await read([file]);
    expect(preview.classNames).toEqual(given.train.classNames);
    if (format === 'pictures') {
      // Sorted by class: the same images, in another order.
      const back = source.read(kept(preview), 'train');
      const of = (data: LabelledImages) =>
        Array.from(data.labels, (label, n) => `${label} ${pixelsOf(data, n).join()}`).sort();
      expect(of(back)).toEqual(of(given.train));
    } else {
      // All follows from the content, the id too.
      expect(preview).toMatchObject({ id, known: given.name });
    }
  },
);

describe('a part of a data set', () => {
  const given = newDataset(12);
  const numbers = (...list: number[]) => Uint32Array.from(list);
  /** Training images 3, 7 and 9 are given first, test images 1 and 2 are 201 and 202. */
  const some = numbers(201, 9, 3, 7, 202);
  const chosen = (data: LabelledImages, of: readonly number[]) =>
    of.map((n) => `${data.classNames[data.labels[n]!]!} ${pixelsOf(data, n).join()}`);
  const all = (data: LabelledImages) =>
    chosen(
      data,
      Array.from(data.labels, (_, n) => n),
    );

  test.each(['idx', 'csv', 'pictures'] as const)(
    'is exported as %s with its own images alone',
    async (format) => {
      const dataset = library.datasets.add(given);
      const file = join(folder, `part-${format}.zip`);
      const done = await exportDataset.run({ dataset, format, numbers: some, file }, context());
      expect(done).toEqual({ images: 5 });
      const back = kept(await read([file]));
      expect(all(source.read(back, 'train')).sort()).toEqual(chosen(given.train, [3, 7, 9]).sort());
      expect(all(source.read(back, 'test')).sort()).toEqual(chosen(given.test, [1, 2]).sort());
    },
  );

  test.each(['idx', 'csv', 'pictures'] as const)(
    'of test images alone is exported as %s that can be read again',
    async (format) => {
      const dataset = library.datasets.add(given);
      const file = join(folder, `test-${format}.zip`);
      const list = Array.from({ length: 40 }, (_, n) => n);
      const of = numbers(...list.map((n) => 200 + n));
      await exportDataset.run({ dataset, format, numbers: of, file }, context());
      const preview = await read([file]);
      expect(preview.source.testPart).toBe('held');
      const back = kept(preview);
      const both = [...all(source.read(back, 'train')), ...all(source.read(back, 'test'))];
      expect(both.sort()).toEqual(chosen(given.test, list).sort());
    },
  );

  test('becomes a data set of its own; made again it is the same one, under its name', async () => {
    const dataset = library.datasets.add(given);
    const own = numbers(9, 249, 3, 9);
    const make = () => partDataset.run({ dataset, numbers: own, name: 'Some' }, context());
    const { id } = await make();
    expect(source.get(id)).toMatchObject({
      name: 'Some',
      trainCount: 2,
      testCount: 1,
      source: { format: 'selection', files: 'Small letters', testPart: 'own' },
    });
    expect(all(source.read(id, 'train'))).toEqual(chosen(given.train, [3, 9]));
    expect(all(source.read(id, 'test'))).toEqual(chosen(given.test, [49]));
    library.datasets.rename(id, 'Mine');
    expect((await make()).id).toBe(id);
    expect(source.get(id).name).toBe('Mine');
  });

  test('that is stopped, or of one class, leaves nothing behind', async () => {
    const dataset = library.datasets.add(given);
    const before = readdirSync(join(library.folder, 'blobs'));
    const control = new JobControl();
    const stopped = partDataset.run(
      { dataset, numbers: some, name: 'x' },
      {
        ...context(control),
        emit: ({ share }) => {
          if (share > 0.5) control.set('stop');
        },
      },
    );
    await expect(stopped).rejects.toThrow(CancelledError);
    const alone = partDataset.run({ dataset, numbers: numbers(0), name: 'x' }, context());
    expect(await refusal(alone)).toMatch(/All that is selected is of one class \(c0\)/);
    expect(readdirSync(join(library.folder, 'blobs'))).toEqual(before);
  });
});

test('an import that is stopped leaves nothing behind', async () => {
  const before = readdirSync(join(library.folder, 'blobs')).length;
  const control = new JobControl();
  control.set('stop');
  const run = importDataset.run(
    { paths: [MNIST_FOLDER], options: importOptionsSchema.parse({}) },
    context(control),
  );
  await expect(run).rejects.toThrow(CancelledError);
  expect(readdirSync(join(library.folder, 'blobs'))).toHaveLength(before);
});

test('MNIST’s own files are read as they are', async () => {
  const preview = await read([MNIST_FOLDER]);
  const id = kept(preview);
  expect(sha256Of(source.read(id, 'test'))).toBe(sha256Of(mnist.test));
  library.datasets.discard(id);
  library.datasets.delete(id);
});

test('whatever bytes come in, there is a data set or a sentence', async () => {
  const { images, labels } = idxOf(firstOf(mnist.test, 6));
  const table = `${Array.from({ length: 4 }, (_, n) => `${n % 2},${pixelsOf(mnist.test, n).join(',')}`).join('\n')}\n`;
  const zip = zipSync({
    'a/1.png': strToU8('x'),
    'train-images-idx3-ubyte': images,
    'train-labels-idx1-ubyte': labels,
  });
  const good: readonly (readonly [string, Uint8Array])[] = [
    ['train-images-idx3-ubyte', images],
    ['train-labels-idx1-ubyte', labels],
    ['t10k-images-idx3-ubyte.gz', gzipSync(images)],
    ['a.csv', strToU8(table)],
    ['b.zip', zip],
    ['a/1.png', await picture(pixelsOf(mnist.test, 0))],
    ['b/1.jpg', await picture(pixelsOf(mnist.test, 1))],
    ['mapping.txt', strToU8('0 65 97\n1 66 98\n')],
  ];
  const damaged = fc.constantFrom(...good).chain(([name, bytes]) =>
    fc
      .oneof(
        fc.constant(bytes),
        fc.nat(bytes.length).map((length) => bytes.slice(0, length)),
        fc
          .array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 })
          .map((changes) => {
            const changed = bytes.slice();
            for (const [at, value] of changes) changed[at] = value;
            return changed;
          }),
        fc.uint8Array({ maxLength: 64 }),
      )
      .map((content) => [name, content] as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(damaged, { minLength: 1, maxLength: 4 }), async (files) => {
      const made = folderOf(Object.fromEntries(files));
      const [name] = files[0]!;
      try {
        const preview = await read([name === 'b.zip' ? join(made, name) : made]);
        expect(preview.trainCounts.every((count) => count >= 0)).toBe(true);
        library.datasets.discard(preview.id);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        expect(error.message).not.toMatch(/\{\{/);
      }
      rmSync(made, { recursive: true });
    }),
    { numRuns: 60 },
  );
});

function transposed(data: LabelledImages): LabelledImages {
  const images = data.images.map((_, i) => {
    const [n, y, x] = [Math.floor(i / 784), Math.floor((i % 784) / 28), i % 28];
    return data.images[n * 784 + x * 28 + y]!;
  });
  return { ...data, images };
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}
