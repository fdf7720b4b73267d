import { z } from 'zod';
import { distortionSchema } from '../distortion/settings';
import { earlyStoppingSchema } from '../metrics/early-stopping';
import { activationNames } from '../network/activations';
import { initializationNames } from '../network/initialization';
import { labelMapSchema, seedSchema, subsetSchema, validationSchema } from './examples';
import { optimizerSchema } from './optimizers';
import { pretrainingSchema } from './pretraining';
import { checkRules } from './rules';
import { scheduleSchema } from './schedules';
import { transferSchema } from './transfer';

const hiddenLayer = z.strictObject({
  units: z.int().min(1).max(4096),
  activation: z.enum(activationNames).default('relu'),
});

/** Share of a layer's inputs that is dropped in a step (Srivastava et al. 2014). */
const dropoutRate = z.number().min(0).lt(1);

/**
 * What to train and how. A JSON file a person can write: every field has a default but none may be unknown; null switches off
 * what it stands for. Defaults are the article's recipe. What no single field can say is in `rules.ts`.
 */
export const recipeSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80).default('My recipe'),
    /** 'mnist', or the id of a data set in the library. */
    dataset: z.string().min(1).max(64).default('mnist'),
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
    optimizer: optimizerSchema.default({
      type: 'sgd',
      learningRate: 0.01,
      momentum: 0.9,
      nesterov: false,
      weightDecay: 0,
    }),
    schedule: scheduleSchema.default({ type: 'constant', warmupEpochs: 0 }),
    /** Largest common norm of the gradients (Pascanu, Mikolov, Bengio 2013). */
    clipNorm: z.number().gt(0).max(1000).nullable().default(null),
    /** Examples a step. */
    batchSize: z.int().min(1).max(4096).default(64),
    /** What is left at the end of an epoch, fewer than batchSize: false keeps it as a short batch, true drops it. */
    dropLast: z.boolean().default(false),
    epochs: z.int().min(1).max(1000).default(10),
    /** Everything random follows from it: the first weights, the order of the examples, dropout, distortions, the subset. */
    seed: seedSchema,

    /** Added to the loss for the weights w of every layer that trains: l1 · Σ|w| + l2 · Σw². */
    l1: z.number().min(0).max(1).default(0),
    l2: z.number().min(0).max(1).default(0),
    dropout: z
      .strictObject({
        /** Of the pixels. */
        input: dropoutRate.default(0),
        /** Of each hidden layer's outputs, one rate a layer; an empty list drops none. */
        hidden: z.array(dropoutRate).max(6).default([]),
      })
      .prefault({}),
    /** Share of each target spread evenly over all classes (Szegedy et al. 2016). */
    labelSmoothing: z.number().min(0).lt(1).default(0),
    /** d of average ← d · average + (1 − d) · w after each step; evaluation uses the average (Polyak & Juditsky 1992). */
    averageDecay: z.number().gt(0).lt(1).nullable().default(null),
    earlyStopping: earlyStoppingSchema.nullable().default(null),
    distortions: distortionSchema.prefault({}),

    validation: validationSchema.nullable().default(null),
    subset: subsetSchema.default({ type: 'all' }),
    labelMap: labelMapSchema.nullable().default(null),
    /** Start from a trained network in place of random weights. */
    transfer: transferSchema.nullable().default(null),
    /** Before the training on labels, one without them. */
    pretraining: pretrainingSchema.nullable().default(null),
  })
  .superRefine(checkRules);

/** A recipe with every default filled in. */
export type Recipe = z.output<typeof recipeSchema>;
/** A recipe as a person writes it. */
export type RecipeInput = z.input<typeof recipeSchema>;
