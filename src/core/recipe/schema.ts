import { z } from 'zod';
import { distortionSchema } from '../distortion/settings';
import { earlyStoppingSchema } from '../metrics/early-stopping';
import { activationNames } from '../network/activations';
import { initializationNames } from '../network/initialization';
import { optimizerSchema } from './optimizers';
import { checkRules } from './rules';
import { scheduleSchema } from './schedules';

const hiddenLayer = z.strictObject({
  units: z.int().min(1).max(4096),
  activation: z.enum(activationNames).default('relu'),
});

/** Share of a layer's inputs that is dropped in a step (Srivastava et al. 2014). */
const dropoutRate = z.number().min(0).lt(1);
const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .default(1);
const count = z.int().min(1).max(1_000_000);

/** Which examples are trained on; see core/data/split.ts. */
const subset = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('all') }),
  z.strictObject({ type: z.literal('first'), count }),
  z.strictObject({ type: z.literal('stratified'), count }),
  z.strictObject({ type: z.literal('perClass'), count }),
]);

/** The class of each label, in the order of the data set's labels; null leaves its examples out. See core/data/label-map.ts. */
const labelMap = z.strictObject({
  map: z.array(z.int().min(0).max(61).nullable()).min(2).max(62),
  /** One a class; null: the names of the labels that went in. */
  classNames: z.array(z.string().trim().min(1).max(40)).min(2).max(62).nullable().default(null),
});

/**
 * What to train and how. A JSON file a person can write: every field has a default but none may be unknown; null switches off
 * what it stands for. Defaults are the article's recipe. What no single field can say is in `rules.ts`.
 */
export const recipeSchema = z
  .strictObject({
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
    seed,

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

    /** Examples held back from training, to choose by; `seed` is its own, so that runs with other seeds hold back the same. */
    validation: z
      .strictObject({ count: count.default(5000), seed })
      .nullable()
      .default(null),
    subset: subset.default({ type: 'all' }),
    labelMap: labelMap.nullable().default(null),
  })
  .superRefine(checkRules);

/** A recipe with every default filled in. */
export type Recipe = z.output<typeof recipeSchema>;
/** A recipe as a person writes it. */
export type RecipeInput = z.input<typeof recipeSchema>;
