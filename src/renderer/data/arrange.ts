import { verdictOf, type DataReadings, type Verdict } from '../../core/data/readings';
import type { DigitSet, Split } from './digit-set';

/** Which digits are wanted; null stands for any. */
export interface Filter {
  readonly label: number | null;
  readonly split: Split | null;
  readonly verdict: Exclude<Verdict, 'untaught'> | null;
  /** Per cent, whole numbers. */
  readonly confidence: readonly [least: number, most: number];
  /** [N] 1 for those that may be shown; null: all may. */
  readonly among: Uint8Array | null;
}

export const anyConfidence = [0, 100] as const;

/** Whether it takes a network's readings to know. */
export function needsReadings({ verdict, confidence: [least, most] }: Filter): boolean {
  return verdict !== null || least > 0 || most < 100;
}

/** The numbers of the digits that pass, ascending. What only readings could tell does not count while there are none. */
export function passing(
  digits: DigitSet,
  { label, split, verdict, confidence, among }: Filter,
  readings: DataReadings | null,
): Uint32Array {
  const from = split === 'test' ? digits.size('train') : 0;
  const to = split === 'train' ? digits.size('train') : digits.count;
  const [least, most] = confidence;
  const limited = least > 0 || most < 100;
  const numbers = new Uint32Array(to - from);
  let kept = 0;
  for (let number = from; number < to; number++) {
    if (among !== null && among[number] !== 1) continue;
    const own = digits.label(number);
    if (label !== null && own !== label) continue;
    if (readings !== null) {
      if (verdict !== null && verdictOf(readings, number, own) !== verdict) continue;
      // As the percentage is written, to a tenth: 99.96 % counts as 100.
      const percent = Math.round(1000 * readings.confidence[number]!) / 10;
      if (limited && (percent < least || percent > most)) continue;
    }
    numbers[kept++] = number;
  }
  return numbers.subarray(0, kept);
}

/** `number`: as in the files. */
export const sorts = ['number', 'label', 'least', 'sure', 'loss', 'near', 'far'] as const;
export type Sort = (typeof sorts)[number];

/** What a digit is sorted by. */
export interface SortKeys {
  readonly readings: DataReadings | null;
  /** [N] distance from the mean of the own class. */
  readonly distances: Float32Array | null;
}

/** What must be known before digits can be sorted so. */
export const sortNeeds: Readonly<Record<Sort, keyof SortKeys | null>> = {
  number: null,
  label: null,
  least: 'readings',
  sure: 'readings',
  loss: 'readings',
  near: 'distances',
  far: 'distances',
};

/** The numbers in order, those alike in their order in the files; as they are while what it takes is not known. */
export function sorted(
  digits: DigitSet,
  numbers: Uint32Array,
  sort: Sort,
  { readings, distances }: SortKeys,
): Uint32Array {
  const key = keyOf(digits, sort, readings, distances);
  if (key === null) return numbers;
  const keys = Float64Array.from(numbers, key);
  const order = Uint32Array.from(numbers, (_, i) => i);
  order.sort((a, b) => keys[a]! - keys[b]! || a - b);
  return order.map((i) => numbers[i]!);
}

function keyOf(
  digits: DigitSet,
  sort: Sort,
  readings: DataReadings | null,
  distances: Float32Array | null,
): ((number: number) => number) | null {
  switch (sort) {
    case 'number':
      return null;
    case 'label':
      return (number) => digits.label(number);
    case 'least':
      return readings && ((number) => readings.confidence[number]!);
    case 'sure':
      return readings && ((number) => -readings.confidence[number]!);
    case 'loss':
      // What the network was never taught has no loss and comes last.
      return (
        readings &&
        ((number) => (Number.isNaN(readings.loss[number]) ? 1 : -readings.loss[number]!))
      );
    case 'near':
      return distances && ((number) => distances[number]!);
    case 'far':
      return distances && ((number) => -distances[number]!);
  }
}
