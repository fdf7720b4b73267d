import { PIXELS, type Pixels28 } from '../../core/network/types';

export type Split = 'train' | 'test';

interface Part {
  /** [n, 28, 28] */
  readonly images: Uint8Array;
  /** [n], 0–9 */
  readonly labels: Uint8Array;
}

/** Training and test digits as one sequence: number 0 is the first training digit, the test digits follow. The bytes are kept as they came, once. */
export class DigitSet {
  readonly #parts: Readonly<Record<Split, Part>>;
  readonly count: number;

  constructor(parts: Readonly<Record<Split, Part>>) {
    for (const { images, labels } of Object.values(parts)) {
      if (images.length !== labels.length * PIXELS) {
        throw new RangeError(`${labels.length} labels, but ${images.length / PIXELS} images`);
      }
    }
    this.#parts = parts;
    this.count = parts.train.labels.length + parts.test.labels.length;
  }

  /** Digits of a split. */
  size(split: Split): number {
    return this.#parts[split].labels.length;
  }

  /** Which split a number lies in, and its index there. */
  locate(number: number): { split: Split; index: number } {
    const train = this.size('train');
    return number < train
      ? { split: 'train', index: number }
      : { split: 'test', index: number - train };
  }

  label(number: number): number {
    const { split, index } = this.locate(number);
    return this.#parts[split].labels[index]!;
  }

  /** A view of the digit's pixels, not a copy. */
  pixels(number: number): Pixels28 {
    const { split, index } = this.locate(number);
    const images = this.#parts[split].images;
    return images.subarray(index * PIXELS, (index + 1) * PIXELS) as Pixels28;
  }

  /** The numbers of the digits with this label in this split; null stands for any. */
  filter({ label, split }: { label: number | null; split: Split | null }): Uint32Array {
    const from = split === 'test' ? this.size('train') : 0;
    const to = split === 'train' ? this.size('train') : this.count;
    const numbers = new Uint32Array(to - from);
    let kept = 0;
    for (let number = from; number < to; number++) {
      if (label === null || this.label(number) === label) numbers[kept++] = number;
    }
    return numbers.subarray(0, kept);
  }

  /** [10]: how many digits of each label the split has. */
  labelCounts(split: Split | null): readonly number[] {
    const counts = new Array<number>(10).fill(0);
    for (const name of ['train', 'test'] as const) {
      if (split !== null && split !== name) continue;
      for (const label of this.#parts[name].labels) counts[label]! += 1;
    }
    return counts;
  }
}
