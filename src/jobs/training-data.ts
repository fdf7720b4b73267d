import type { LabelledImages } from '../core/data/dataset';
import { chooseExamples } from '../core/data/choose';
import { namesOfMapped, type NamedLabelMap } from '../core/data/label-map';
import { gather, select } from '../core/data/selection';
import { allIndices } from '../core/data/split';
import type { Recipe } from '../core/recipe/schema';
import { readMnist, sha256Of } from '../library/mnist';

/** What a recipe trains on and chooses by. */
export interface TrainingData {
  readonly train: LabelledImages;
  /** Held back; null where the recipe holds nothing back. */
  readonly validation: LabelledImages | null;
  /** Of the whole training set as its files have it, before anything is chosen. */
  readonly sha256: string;
}

/** The training set of a recipe, from MNIST's files in `folder`. Throws a UserError where the recipe asks for more than there is. */
export function readTrainingData(recipe: Recipe, folder: string): TrainingData {
  const all = readMnist(folder, 'train');
  const { train, validation } = chooseExamples(
    all,
    { ...recipe, labelMap: namedMap(recipe, all.classNames) },
    recipe.seed,
  );
  return {
    train: gather(train),
    validation: validation && gather(validation),
    sha256: sha256Of(all),
  };
}

/** The test set as the recipe's network sees it: its classes only. */
export function readTestData(recipe: Recipe, folder: string): LabelledImages {
  const all = readMnist(folder, 'test');
  return gather(select(all, allIndices(all.labels.length), namedMap(recipe, all.classNames)));
}

/** The names of a recipe's classes, [K]. */
export function classNamesOf(recipe: Recipe, names: readonly string[]): readonly string[] {
  return namedMap(recipe, names)?.classNames ?? names;
}

function namedMap({ labelMap }: Recipe, names: readonly string[]): NamedLabelMap | null {
  if (labelMap === null) return null;
  return {
    map: labelMap.map,
    classNames: labelMap.classNames ?? namesOfMapped(labelMap.map, names),
  };
}
