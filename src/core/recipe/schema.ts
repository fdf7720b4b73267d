import { z } from 'zod';
import { activationNames } from '../network/activations';
import { initializationNames } from '../network/initialization';
import { sgdSchema } from './optimizers';

const hiddenLayer = z.strictObject({
  units: z.int().min(1).max(4096),
  activation: z.enum(activationNames).default('relu'),
});

/**
 * What to train and how. A JSON file a person can write: every field has a default but none may be unknown. Defaults are the
 * article's recipe.
 */
export const recipeSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).default('My recipe'),
  dataset: z.literal('mnist').default('mnist'),
  network: z
    .strictObject({
      hidden: z
        .array(hiddenLayer)
        .max(6)
        .default([{ units: 128, activation: 'relu' }]),
      /** The weights before the first step; each is explained in network/initialization.ts. */
      initialization: z.enum(initializationNames).default('pytorch'),
    })
    .prefault({}),
  optimizer: z
    .discriminatedUnion('type', [sgdSchema])
    .default({ type: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: false, weightDecay: 0 }),
  /** Examples a step. */
  batchSize: z.int().min(1).max(4096).default(64),
  /** What is left at the end of an epoch, fewer than batchSize: false keeps it as a short batch, true drops it. */
  dropLast: z.boolean().default(false),
  epochs: z.int().min(1).max(1000).default(10),
  /** Everything random follows from it: the first weights and the order of the examples. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
});

/** A recipe with every default filled in. */
export type Recipe = z.output<typeof recipeSchema>;
/** A recipe as a person writes it. */
export type RecipeInput = z.input<typeof recipeSchema>;
