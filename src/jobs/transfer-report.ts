import { tasksOf } from '../core/data/tasks';
import { accuracyUnder } from '../core/metrics/task-accuracy';
import type { Network } from '../core/network/types';
import type { Recipe } from '../core/recipe/schema';
import type { DataSource } from '../library/data-source';
import { networkLogits } from './network-logits';
import { startOf, type Base } from './transfer-base';

/** Test accuracy, 0–1, with the starting weights and with those the training came to; null where there is none to be had. */
interface BeforeAfter {
  readonly before: number | null;
  readonly after: number | null;
}

/** What a training that started from another network has learnt, and what that has cost. */
export interface TransferReport {
  /** What the base could do. After: null where a new head has none of its classes. */
  readonly oldTask: BeforeAfter;
  /** What this training taught. */
  readonly newTask: BeforeAfter;
  /** How the base's pixels are scaled, where its file doesn't say and it was found by trying; see `inputScalings`. */
  readonly scaling: string | null;
}

/**
 * Measures both tasks on the test set. `trained` gives the logits [N, K] of the weights the training came to; `base` is null
 * where it is no longer to be had.
 */
export async function reportTransfer(
  recipe: Recipe,
  base: Base | null,
  trained: (images: Uint8Array) => Float32Array,
  source: DataSource,
): Promise<TransferReport> {
  const test = source.read(recipe.dataset, 'test');
  const { fresh, old, classNames } = tasksOf(recipe, test.classNames);
  const known = recipe.transfer!.base!;
  const share = (logits: Float32Array, map: typeof fresh, classes: number): number | null => {
    const accuracy = accuracyUnder(logits, test.labels, map, classes);
    return Number.isNaN(accuracy) ? null : accuracy;
  };
  const before = async (network: Network, map: typeof fresh): Promise<number | null> =>
    share(await networkLogits(network, test.images), map, network.classNames.length);

  const after = trained(test.images);
  return {
    oldTask: {
      before:
        base === null || known.labels === null ? null : await before(base.network, known.labels),
      after: old === null ? null : share(after, old, classNames.length),
    },
    newTask: {
      before: base === null ? null : await before(startOf(recipe, base, test.classNames), fresh),
      after: share(after, fresh, classNames.length),
    },
    scaling: known.scaling,
  };
}
