import { chooseExamples } from '../core/data/choose';
import type { LabelledImages } from '../core/data/dataset';
import { replayCount } from '../core/data/replay';
import { gather, imagesAt, reclassed, selectKnown, type Selection } from '../core/data/selection';
import { allIndices } from '../core/data/split';
import { namedLabelMap, tasksOf } from '../core/data/tasks';
import { UserError } from '../core/errors';
import { fitHand } from '../core/hand/fit-hand';
import type { HandMap } from '../core/hand/hand-map';
import { withImitations } from '../core/hand/imitations';
import type { Recipe } from '../core/recipe/schema';
import type { DataSource } from '../library/data-source';
import { sha256Of } from '../library/mnist';
import type { Replay } from '../training/types';

/** What a recipe trains on and chooses by. */
export interface TrainingData {
  readonly train: LabelledImages;
  /** Old examples behind the new ones in `train`; null where none are shown again. */
  readonly replay: Replay | null;
  /** What a recipe with `pretraining` pretrains on, [N, 784]: all but what is held back; null for others. */
  readonly unlabelled: Uint8Array | null;
  /** Of an epoch. */
  readonly examples: number;
  /** Held back; null where the recipe holds nothing back. */
  readonly validation: LabelledImages | null;
  /** Of the whole training set as its files have it, before anything is chosen. */
  readonly sha256: string;
}

/** The training set of a recipe. Throws a UserError where the recipe asks for more than there is. */
export function readTrainingData(recipe: Recipe, source: DataSource): TrainingData {
  const { all, chosen, drawn, old, validation } = gatherFor(recipe, source);
  const { imitate, replay, base } = recipe.transfer ?? { imitate: 0, replay: 0, base: null };
  const fresh =
    imitate === 0 ? drawn : withImitations(drawn, old!, base!.hand!, imitate, recipe.seed);
  const count = fresh.labels.length;
  const replayed = replayCount(count, replay);
  return {
    train: replay === 0 ? fresh : joined(fresh, old!),
    replay: replay === 0 ? null : { fresh: count, replayed },
    unlabelled: recipe.pretraining && imagesAt(all.images, chosen.unheld),
    examples: count + replayed,
    validation,
    sha256: sha256Of(all),
  };
}

/** The hand that wrote a recipe's examples, against those its base has learned from. @throws UserError 'transfer.noReplay' */
export function handOf(recipe: Recipe, source: DataSource): HandMap {
  const { drawn, old } = gatherFor(recipe, source);
  return fitHand(drawn, old!);
}

/** What a recipe chooses from its data set, and what of the base's own examples it may show; in the classes of its network. */
function gatherFor(recipe: Recipe, source: DataSource) {
  const all = source.read(recipe.dataset, 'train');
  const { classNames } = tasksOf(recipe, all.classNames);
  const chosen = chooseFor(recipe, all);
  const validation = chosen.validation && reclassed(chosen.validation, classNames);
  const old = oldExamples(recipe, all, validation, source);
  return {
    all,
    chosen,
    drawn: gather(reclassed(chosen.train, classNames)),
    old: old && gather(reclassed(old, classNames)),
    validation: validation && gather(validation),
  };
}

/** The test set as the recipe's network sees it: its classes only, those it began with included. */
export function readTestData(recipe: Recipe, source: DataSource): LabelledImages {
  const all = source.read(recipe.dataset, 'test');
  const { all: map, classNames } = tasksOf(recipe, all.classNames);
  return gather(selectKnown(all, allIndices(all.labels.length), { map, classNames }));
}

type Choosing = Pick<Recipe, 'labelMap' | 'validation' | 'subset' | 'seed'>;

function chooseFor(what: Choosing, all: LabelledImages) {
  const labelMap = namedLabelMap(what.labelMap, all.classNames);
  return chooseExamples(all, { ...what, labelMap }, what.seed);
}

/**
 * What the base was trained on, which may be another data set, but for what this training holds back.
 * @throws UserError 'transfer.noReplay'
 */
function oldExamples(
  { transfer, dataset }: Recipe,
  all: LabelledImages,
  held: Selection | null,
  source: DataSource,
): Selection | null {
  if (transfer === null || (transfer.replay === 0 && transfer.imitate === 0)) return null;
  const examples = transfer.base?.examples ?? null;
  if (examples === null) throw new UserError('transfer.noReplay');
  const same = examples.dataset === dataset;
  const { train } = chooseFor(examples, same ? all : source.read(examples.dataset, 'train'));
  const kept = new Set(same ? held?.indices : []);
  const free = Array.from(train.indices, (index) => !kept.has(index));
  return {
    ...train,
    indices: train.indices.filter((_, i) => free[i]),
    labels: train.labels.filter((_, i) => free[i]),
  };
}

/** One after the other; both have the same classes. */
function joined(first: LabelledImages, second: LabelledImages): LabelledImages {
  const images = new Uint8Array(first.images.length + second.images.length);
  images.set(first.images);
  images.set(second.images, first.images.length);
  const labels = new Uint8Array(first.labels.length + second.labels.length);
  labels.set(first.labels);
  labels.set(second.labels, first.labels.length);
  return { ...first, images, labels };
}
