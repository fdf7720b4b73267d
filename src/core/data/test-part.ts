import { randomStream } from '../random';
import type { LabelledImages } from './dataset';
import { gather } from './selection';
import { shuffle } from './shuffle';

/** One image in so many is held for the test part, as in MNIST: 10,000 of 70,000. */
const ONE_IN = 7;
/** The seed is always the same, so that the same images give the same parts, on every machine. */
const SEED = 1;

/**
 * A test part for data without one: of each class a seventh, chosen at random, rounded; at least one image of a class that has
 * two or more, none of a class with a single one. Both parts keep the order of the images.
 */
export function holdTestPart(data: LabelledImages): {
  train: LabelledImages;
  test: LabelledImages;
} {
  const { labels, classNames } = data;
  const held = new Uint8Array(labels.length);
  classNames.forEach((_name, label) => {
    const members = indicesWhere(labels.length, (i) => labels[i] === label);
    if (members.length < 2) return;
    shuffle(members, randomStream('testPart', SEED, label));
    const count = Math.max(1, Math.round(members.length / ONE_IN));
    for (const index of members.subarray(0, count)) held[index] = 1;
  });
  const part = (wanted: 0 | 1): LabelledImages => {
    const indices = indicesWhere(labels.length, (i) => held[i] === wanted);
    return gather({ ...data, indices, labels: Uint8Array.from(indices, (i) => labels[i]!) });
  };
  return { train: part(0), test: part(1) };
}

function indicesWhere(n: number, passes: (index: number) => boolean): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i).filter(passes);
}
