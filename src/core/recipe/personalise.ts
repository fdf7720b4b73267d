import type { TransferSettings } from './transfer';
import { recipeSchema, type Recipe } from './schema';

/** Drawings of each class: some to learn from, some held back to check by. */
export const PERSONAL = { learn: 5, check: 2 } as const;

/** The training of a network that is to learn one hand. `dataset` has a few drawings of each class, the network's own classes. */
export function personaliseRecipe(
  name: string,
  dataset: string,
  from: TransferSettings['from'],
): Recipe {
  return recipeSchema.parse({
    name,
    dataset,
    // Six old examples to each in the new hand, so that what was learnt stays. This, the rate and the distortions were chosen on
    // simulated hands (seeds 1 to 8) that docs/personalise.md does not report.
    transfer: { from, head: 'keep', replay: 0.85, imitate: 8000 },
    // A hand varies; five drawings show little of it.
    distortions: {
      translatePixels: 1,
      rotateDegrees: 8,
      scalePercent: 8,
      shearPercent: 8,
      elastic: { alpha: 20, sigma: 5 },
    },
    optimizer: { type: 'adam', learningRate: 0.0003 },
    schedule: { type: 'cosine', warmupEpochs: 0 },
    batchSize: 100,
    epochs: 4,
  });
}
