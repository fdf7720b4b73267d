import { UserError } from '../errors';
import type { LabelledImages } from './dataset';
import type { DatasetSource } from './dataset-info';
import { gather } from './selection';
import { holdTestPart } from './test-part';

/** A data set whole; both parts have the same class names. */
export interface DataParts {
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/**
 * The images with these numbers, each in the part it is in, in the order of the data set. Numbers count the training images from 0,
 * then the test images. A part may come out empty.
 */
export function partOf({ train, test }: DataParts, numbers: Uint32Array): DataParts {
  const chosen = Uint32Array.from(new Set(numbers)).sort();
  const trainCount = train.labels.length;
  if ((chosen.at(-1) ?? 0) >= trainCount + test.labels.length) {
    throw new RangeError(`there is no image number ${chosen.at(-1)!}`);
  }
  const inTrain = chosen.filter((number) => number < trainCount);
  const inTest = chosen.subarray(inTrain.length).map((number) => number - trainCount);
  return { train: imagesOf(train, inTrain), test: imagesOf(test, inTest) };
}

function imagesOf(data: LabelledImages, numbers: Uint32Array): LabelledImages {
  const indices = Int32Array.from(numbers);
  return gather({ ...data, indices, labels: Uint8Array.from(indices, (i) => data.labels[i]!) });
}

/**
 * The parts as a data set of their own, with the classes that occur in them. Where one of the two is empty, a test part is held back
 * from the other.
 * @throws UserError 'selection.oneClass', 'selection.tooFew', or the same of 'drawings'
 */
export function ownSet(
  { train, test }: DataParts,
  what: 'selection' | 'drawings',
): DataParts & Pick<DatasetSource, 'testPart'> {
  const occurring = new Set([...train.labels, ...test.labels]);
  const classes = [...occurring].sort((a, b) => a - b);
  const classNames = classes.map((label) => train.classNames[label]!);
  if (classNames.length < 2) {
    throw new UserError(`${what}.oneClass`, { class: classNames[0] ?? '–' });
  }
  const renumbered = ({ images, labels }: LabelledImages): LabelledImages => ({
    images,
    labels: labels.map((label) => classes.indexOf(label)),
    classNames,
  });
  if (train.labels.length > 0 && test.labels.length > 0) {
    return { train: renumbered(train), test: renumbered(test), testPart: 'own' };
  }
  const held = holdTestPart(renumbered(train.labels.length > 0 ? train : test));
  if (held.test.labels.length === 0) throw new UserError(`${what}.tooFew`);
  return { ...held, testPart: 'held' };
}
