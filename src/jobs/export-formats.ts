import { gzipSync } from 'node:zlib';
import { strToU8 } from 'fflate';
import sharp from 'sharp';
import { DIGITS, MNIST_FILES } from '../core/data/dataset';
import type { DataParts } from '../core/data/part';
import { idxBytes } from '../core/data/idx';
import { IMAGE_SIDE, PIXELS } from '../core/network/types';

export interface ExportedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Images written so far, these included. */
  readonly done: number;
}

/** MNIST's four files, packed (those of an empty part are left out, in every format), and the names of the classes where they are not the digits. */
export async function* idxFiles({ train, test }: DataParts): AsyncGenerator<ExportedFile> {
  let done = 0;
  for (const [part, name] of [
    [train, 'train'],
    [test, 'test'],
  ] as const) {
    const { images, labels } = part;
    if (labels.length === 0) continue;
    const shape = [labels.length, IMAGE_SIDE, IMAGE_SIDE];
    yield file(`${MNIST_FILES[`${name}Images`]}.gz`, gzipSync(idxBytes(shape, images)), done);
    done += labels.length;
    yield file(
      `${MNIST_FILES[`${name}Labels`]}.gz`,
      gzipSync(idxBytes([labels.length], labels)),
      done,
    );
    await Promise.resolve();
  }
  if (train.classNames.join('\n') !== DIGITS.join('\n')) {
    yield file('class-names.txt', strToU8(`${train.classNames.join('\n')}\n`), done);
  }
}

/** train.csv and test.csv: label, then pixel0 to pixel783. */
export async function* csvFiles({ train, test }: DataParts): AsyncGenerator<ExportedFile> {
  let done = 0;
  const header = ['label', ...Array.from({ length: PIXELS }, (_, i) => `pixel${i}`)].join(',');
  for (const [{ images, labels, classNames }, name] of [
    [train, 'train'],
    [test, 'test'],
  ] as const) {
    if (labels.length === 0) continue;
    const names = classNames.map(quoted);
    const lines = [header];
    for (let n = 0; n < labels.length; n++) {
      const pixels = images.subarray(n * PIXELS, (n + 1) * PIXELS).join(',');
      lines.push(`${names[labels[n]!]!},${pixels}`);
    }
    done += labels.length;
    yield file(`${name}.csv`, Buffer.from(`${lines.join('\n')}\n`), done);
    await Promise.resolve();
  }
}

/** A grey PNG of 28 × 28 an image, light on dark as in MNIST: train/a/00001.png. */
export async function* pictureFiles({ train, test }: DataParts): AsyncGenerator<ExportedFile> {
  let done = 0;
  const raw = { width: IMAGE_SIDE, height: IMAGE_SIDE, channels: 1 } as const;
  for (const [{ images, labels, classNames }, name] of [
    [train, 'train'],
    [test, 'test'],
  ] as const) {
    const folders = classNames.map(folderName);
    for (let n = 0; n < labels.length; n++) {
      const pixels = images.subarray(n * PIXELS, (n + 1) * PIXELS);
      const bytes = await sharp(pixels, { raw }).png().toBuffer();
      const number = String(n + 1).padStart(6, '0');
      yield file(`${name}/${folders[labels[n]!]!}/${number}.png`, bytes, ++done);
    }
  }
}

const file = (path: string, bytes: Uint8Array, done: number): ExportedFile => ({
  path,
  bytes,
  done,
});

function quoted(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** What every file system takes: a class called '/' is in folder '／'. */
function folderName(name: string): string {
  const safe = name.replace(/[\\/:*?"<>|]/g, (character) =>
    String.fromCodePoint(character.charCodeAt(0) + FULL_WIDTH),
  );
  return safe.startsWith('.') ? `．${safe.slice(1)}` : safe;
}

/** From '!' to its full-width form '！', in Unicode. */
const FULL_WIDTH = 0xfee0;
