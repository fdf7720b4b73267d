import { recipeSchema, type Recipe, type RecipeInput } from '../../src/core/recipe/schema';

/** A recipe that is killed, and a learning rate to set from outside once a third of it is done. */
export interface Killed {
  readonly recipe: Recipe;
  readonly learningRate: number | null;
}

// 2,000 examples in batches of 10: 200 steps an epoch, four calls of the graph; its checkpoint takes as long as an epoch.
const small = {
  subset: { type: 'first', count: 2000 },
  network: { hidden: [{ units: 32 }] },
  batchSize: 10,
  epochs: 16,
  seed: 5,
} as const satisfies RecipeInput;

function killed(name: string, extra: RecipeInput, learningRate: number | null = null): Killed {
  return { recipe: recipeSchema.parse({ ...small, ...extra, name }), learningRate };
}

/** Everything that has state, or could have: each optimizer, dropout, average, early stopping, distortions, two stages, a person's change. */
export const recipes: readonly Killed[] = [
  killed('plain SGD', { optimizer: { type: 'sgd', learningRate: 0.02 } }),
  killed('momentum, a short last batch', { batchSize: 12 }),
  killed('Nesterov, weight decay, cosine with warm-up', {
    optimizer: { type: 'sgd', momentum: 0.8, nesterov: true, weightDecay: 1e-4 },
    schedule: { type: 'cosine', warmupEpochs: 2.5 },
  }),
  killed('Adam, dropout', {
    optimizer: { type: 'adam' },
    dropout: { input: 0.1, hidden: [0.3] },
  }),
  killed('AdamW, clipping, linear schedule', {
    optimizer: { type: 'adamw', weightDecay: 0.01 },
    clipNorm: 0.5,
    schedule: { type: 'linear', finalFactor: 0.1 },
  }),
  killed('RMSprop, L1, L2, label smoothing', {
    optimizer: { type: 'rmsprop' },
    l1: 1e-5,
    l2: 1e-4,
    labelSmoothing: 0.1,
  }),
  killed('averaged weights, early stopping', {
    averageDecay: 0.995,
    validation: { count: 500 },
    earlyStopping: { patience: 8 },
    subset: { type: 'stratified', count: 2000 },
    epochs: 60,
  }),
  killed('distortions', {
    subset: { type: 'first', count: 1000 },
    distortions: {
      translatePixels: 1,
      rotateDegrees: 15,
      elastic: { alpha: 36 },
      noise: 4,
      erase: { probability: 0.2 },
    },
  }),
  killed('odd and even: labels mapped, two layers', {
    network: {
      hidden: [
        { units: 24, activation: 'gelu' },
        { units: 16, activation: 'tanh' },
      ],
    },
    labelMap: { map: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], classNames: ['even', 'odd'] },
  }),
  killed('pretrained without labels, then Adam', {
    network: { hidden: [{ units: 24, activation: 'sigmoid' }] },
    subset: { type: 'stratified', count: 1000 },
    // All 60,000 images: 60 steps an epoch, nine calls of the graph.
    pretraining: { epochs: 3, batchSize: 1000 },
    optimizer: { type: 'adam' },
    epochs: 8,
  }),
  killed('Adam, learning rate changed while it runs', { optimizer: { type: 'adam' } }, 0.0003),
];
