import { UserError } from '../errors';
import { DIGITS } from './dataset';

/** The class a training gives to each label of a data set, 0 to K − 1; null leaves the label's examples out. */
export type LabelMap = readonly (number | null)[];

/** A label map with the names of its classes. */
export interface NamedLabelMap {
  readonly map: LabelMap;
  /** [K] */
  readonly classNames: readonly string[];
}

/** Maps for digits that a person can ask for by name. */
export const labelMaps = {
  '0-4': only((digit) => digit <= 4),
  '5-9': only((digit) => digit >= 5),
  'even-odd': { map: DIGITS.map((_, digit) => digit % 2), classNames: ['even', 'odd'] },
} as const satisfies Record<string, NamedLabelMap>;

/** The digits that pass, each a class of its own, in their order. */
function only(passes: (digit: number) => boolean): NamedLabelMap {
  const kept = DIGITS.map((_, digit) => digit).filter(passes);
  return {
    map: DIGITS.map((_, digit) => (passes(digit) ? kept.indexOf(digit) : null)),
    classNames: kept.map((digit) => DIGITS[digit]!),
  };
}

/**
 * Checks that a map fits a data set of `labels` labels and that its classes are 0, 1, … without a gap, two at least.
 * @returns K, how many classes it has.
 * @throws UserError naming the class that is missing, or the map's length and the one expected.
 */
export function checkLabelMap(map: LabelMap, labels: number): number {
  if (map.length !== labels) {
    throw new UserError('labelMap.length', { expected: labels, got: map.length });
  }
  const used = new Set(map.filter((target) => target !== null));
  const classes = Math.max(-1, ...used) + 1;
  for (let target = 0; target < Math.max(classes, 2); target++) {
    if (!used.has(target)) throw new UserError('labelMap.gap', { missing: target });
  }
  return classes;
}

/** Names for a map's classes that has none of its own: the names of the labels that went in, '1/3/5'. */
export function namesOfMapped(map: LabelMap, names: readonly string[]): string[] {
  return Array.from({ length: checkLabelMap(map, names.length) }, (_, target) =>
    names.filter((_name, label) => map[label] === target).join('/'),
  );
}

/**
 * The class, among a network's `classNames`, of each of a data set's labels by its name; null where not one of the classes is
 * among `names`.
 */
export function labelsByName(
  names: readonly string[],
  classNames: readonly string[],
): (number | null)[] | null {
  const labels = names.map((name) => {
    const found = classNames.indexOf(name);
    return found === -1 ? null : found;
  });
  return labels.some((label) => label !== null) ? labels : null;
}
