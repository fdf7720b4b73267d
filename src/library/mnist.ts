import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  DIGITS,
  MNIST_FILES,
  parseLabelledImages,
  type LabelledImages,
} from '../core/data/dataset';
import type { NamedBytes } from '../core/data/idx';
import { UserError } from '../core/errors';

/**
 * MNIST's training set (60,000) or test set (10,000) from the folder of its four IDX files, each as it is or with .gz.
 * @throws UserError naming the file, and the byte where one goes wrong
 */
export function readMnist(folder: string, split: 'train' | 'test'): LabelledImages {
  const images = readIdxFile(join(folder, MNIST_FILES[`${split}Images`]));
  const labels = readIdxFile(join(folder, MNIST_FILES[`${split}Labels`]));
  return parseLabelledImages(images, labels, DIGITS);
}

/** SHA-256 in hex of all images, then all labels: which data a run has seen. */
export function sha256Of({ images, labels }: LabelledImages): string {
  return createHash('sha256').update(images).update(labels).digest('hex');
}

function readIdxFile(path: string): NamedBytes {
  const plain = readIfThere(path);
  if (plain !== undefined) return { name: path, bytes: plain };
  const name = `${path}.gz`;
  const packed = readIfThere(name);
  if (packed === undefined) throw new UserError('mnist.missing', { file: path });
  try {
    return { name, bytes: gunzipSync(packed) };
  } catch (cause) {
    throw new UserError('mnist.damaged', { file: name }, { cause });
  }
}

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new UserError('file.unreadable', { file, reason: code }, { cause: error });
  }
}
