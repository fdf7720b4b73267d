import { PIXELS } from '../network/types';
import { checkLabelMap, type NamedLabelMap } from './label-map';
import type { LabelledImages } from './dataset';

/** Some examples of a data set, with the classes a training gives them. Shares the data set's images. */
export interface Selection {
  /** [N, 784], of the whole data set. */
  readonly images: Uint8Array;
  /** [n] which of them, ascending. */
  readonly indices: Int32Array;
  /** [n] the class of each, 0 to K − 1. */
  readonly labels: Uint8Array;
  /** [K] */
  readonly classNames: readonly string[];
}

/**
 * The examples at `indices`, classed by a label map (null: as they are); examples whose label the map leaves out are not among
 * them. Throws a UserError where the map does not fit the data.
 */
export function select(
  data: LabelledImages,
  indices: Int32Array,
  labelMap: NamedLabelMap | null,
): Selection {
  const { images, labels } = data;
  if (labelMap === null) {
    return {
      images,
      indices,
      labels: Uint8Array.from(indices, (index) => labels[index]!),
      classNames: data.classNames,
    };
  }
  const { map, classNames } = labelMap;
  const classes = checkLabelMap(map, data.classNames.length);
  if (classNames.length !== classes) {
    throw new RangeError(`${classNames.length} names for the ${classes} classes of a label map`);
  }
  return selectKnown(data, indices, labelMap);
}

/** `select` for a network that knows more classes than there are labels for: its map may have gaps. */
export function selectKnown(
  { images, labels }: LabelledImages,
  indices: Int32Array,
  { map, classNames }: NamedLabelMap,
): Selection {
  const kept = indices.filter((index) => (map[labels[index]!] ?? null) !== null);
  return {
    images,
    indices: kept,
    labels: Uint8Array.from(kept, (index) => map[labels[index]!]!),
    classNames,
  };
}

/** The same examples, classed as the classes of the same name among `classNames`, which has all of the selection's. */
export function reclassed(selection: Selection, classNames: readonly string[]): Selection {
  const to = selection.classNames.map((name) => classNames.indexOf(name));
  if (to.includes(-1)) throw new RangeError('a class of the selection is not among the names');
  return {
    ...selection,
    labels: selection.labels.map((label) => to[label]!),
    classNames,
  };
}

/**
 * The selection as a data set of its own. Copies what was chosen, 784 bytes an example; a selection of everything shares the
 * images.
 */
export function gather({ images, indices, labels, classNames }: Selection): LabelledImages {
  return { images: imagesAt(images, indices), labels, classNames };
}

/** The images [N, 784] at `indices`, ascending; the same array where that is all of them. */
export function imagesAt(images: Uint8Array, indices: Int32Array): Uint8Array {
  if (indices.length * PIXELS === images.length) return images;
  const chosen = new Uint8Array(indices.length * PIXELS);
  indices.forEach((index, i) => {
    chosen.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), i * PIXELS);
  });
  return chosen;
}
