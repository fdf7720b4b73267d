import type { LabelledImages } from './dataset';
import type { NamedLabelMap } from './label-map';
import { select, type Selection } from './selection';
import { allIndices, chooseSubset, validationSplit, type Subset } from './split';

/** What of a data set a training uses, and as what. */
export interface Choice {
  /** How many examples are held back to choose by, and the seed that says which; null holds none back. */
  readonly validation: { readonly count: number; readonly seed: number } | null;
  /** null: the data's own classes. */
  readonly labelMap: NamedLabelMap | null;
  readonly subset: Subset;
}

/**
 * The examples to train on and those to choose by. The validation examples are held back first, from the whole data set: so
 * none of them is ever trained on, by any recipe with that validation seed, whatever its label map and subset. `seed` is the
 * recipe's, and decides about the subset. `unheld` is every example that is not held back, whatever its label. Throws a UserError where more is asked for than there is.
 */
export function chooseExamples(
  data: LabelledImages,
  { validation, labelMap, subset }: Choice,
  seed: number,
): { train: Selection; validation: Selection | null; unheld: Int32Array } {
  const held =
    validation === null
      ? null
      : validationSplit(data.labels, data.classNames.length, validation.count, validation.seed);
  const unheld = held?.train ?? allIndices(data.labels.length);
  const candidates = select(data, unheld, labelMap);
  return {
    train: select(data, chooseSubset(candidates, subset, seed), labelMap),
    validation: held === null ? null : select(data, held.validation, labelMap),
    unheld,
  };
}
