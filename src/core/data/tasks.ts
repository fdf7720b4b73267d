import { classesAfter } from '../network/transfer';
import type { Recipe } from '../recipe/schema';
import { namesOfMapped, type LabelMap, type NamedLabelMap } from './label-map';

/** What the network of a recipe tells apart, and which of a data set's labels stand for what. */
export interface Tasks {
  /** [K] in the order of the network's outputs. */
  readonly classNames: readonly string[];
  /** What this training teaches: the network's class of each label; null for labels it leaves out. */
  readonly fresh: LabelMap;
  /** What the network it starts from can do, and this one might still; null where there is no such thing or it isn't known. */
  readonly old: LabelMap | null;
  /** Both: labels with a class in either, by the newer one. */
  readonly all: LabelMap;
}

/** The tasks of a recipe on data with these class names. A recipe with a base must have been through `withBase`. */
export function tasksOf(
  recipe: Pick<Recipe, 'labelMap' | 'transfer'>,
  names: readonly string[],
): Tasks {
  const own = ownClasses(recipe, names);
  const { transfer } = recipe;
  if (transfer === null || transfer.head === 'new') {
    return { classNames: own.classNames, fresh: own.map, old: null, all: own.map };
  }
  const { base, head } = transfer;
  if (base === null) throw new RangeError('the network to start from is not known yet');
  const classNames = classesAfter(head, base.classNames, own.classNames);
  const fresh = own.map.map((target) =>
    target === null ? null : classNames.indexOf(own.classNames[target]!),
  );
  // The base's classes come first, so that its numbers hold.
  const old = base.labels;
  return { classNames, fresh, old, all: fresh.map((target, i) => target ?? old?.[i] ?? null) };
}

/** The classes a recipe's own label map makes of the data's. */
function ownClasses(
  { labelMap }: Pick<Recipe, 'labelMap'>,
  names: readonly string[],
): NamedLabelMap {
  return (
    namedLabelMap(labelMap, names) ?? { map: names.map((_, label) => label), classNames: names }
  );
}

/** A recipe's label map with the names of its classes. */
export function namedLabelMap(
  labelMap: Recipe['labelMap'],
  names: readonly string[],
): NamedLabelMap | null {
  if (labelMap === null) return null;
  return {
    map: labelMap.map,
    classNames: labelMap.classNames ?? namesOfMapped(labelMap.map, names),
  };
}
