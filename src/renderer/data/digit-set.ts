import { PIXELS, type Pixels28 } from '../../core/network/types';

export type Split = 'train' | 'test';

interface Part {
  /** [n, 28, 28] */
  readonly images: Uint8Array;
  /** [n], 0 to K − 1 */
  readonly labels: Uint8Array;
}

/** Training and test digits as one sequence: number 0 is the first training digit, the test digits follow. The bytes are kept as they came, once. */
export class DigitSet {
  readonly parts: Readonly<Record<Split, Part>>;
  /** [K] */
  readonly classNames: readonly string[];
  readonly count: number;

  constructor(parts: Readonly<Record<Split, Part>>, classNames: readonly string[]) {
    for (const { images, labels } of Object.values(parts)) {
      if (images.length !== labels.length * PIXELS) {
        throw new RangeError(`${labels.length} labels, but ${images.length / PIXELS} images`);
      }
    }
    this.parts = parts;
    this.classNames = classNames;
    this.count = parts.train.labels.length + parts.test.labels.length;
  }

  /** Digits of a split. */
  size(split: Split): number {
    return this.parts[split].labels.length;
  }

  /** Which split a number lies in, and its index there. */
  locate(number: number): { split: Split; index: number } {
    const train = this.size('train');
    return number < train
      ? { split: 'train', index: number }
      : { split: 'test', index: number - train };
  }

  label(number: number): number {
    const train = this.parts.train.labels;
    return number < train.length ? train[number]! : this.parts.test.labels[number - train.length]!;
  }

  /** The label as people call it. */
  name(number: number): string {
    return this.classNames[this.label(number)]!;
  }

  /** A view of the digit's pixels, not a copy. */
  pixels(number: number): Pixels28 {
    const { split, index } = this.locate(number);
    const images = this.parts[split].images;
    return images.subarray(index * PIXELS, (index + 1) * PIXELS) as Pixels28;
  }

  /** [K]: how many digits of each label the split has. */
  labelCounts(split: Split | null): readonly number[] {
    const counts = new Array<number>(this.classNames.length).fill(0);
    for (const name of ['train', 'test'] as const) {
      if (split !== null && split !== name) continue;
      for (const label of this.parts[name].labels) counts[label]! += 1;
    }
    return counts;
  }
}
