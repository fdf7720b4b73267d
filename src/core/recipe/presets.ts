import type { recipes } from '../../messages/en/recipes';
import { recipeSchema, type Recipe, type RecipeInput } from './schema';

/** A recipe to start from. `name` and `teaches` are keys of the messages' area `recipes`: what it is called, and one sentence on what it teaches. */
export interface Preset {
  readonly id: string;
  readonly name: keyof typeof recipes;
  readonly teaches: keyof typeof recipes;
  readonly recipe: Recipe;
}

type PresetKey = {
  [K in keyof typeof recipes]: K extends `${infer Id}.name` ? Id : never;
}[keyof typeof recipes];

const preset = (id: PresetKey, recipe: RecipeInput): Preset => ({
  id,
  name: `${id}.name`,
  teaches: `${id}.teaches`,
  recipe: recipeSchema.parse(recipe),
});

const validation = { count: 5000 };

/** In the order in which they are offered. */
export const presets: readonly Preset[] = [
  // The network and the training of the article this app grew from, with nothing left to a default.
  preset('article', {
    name: 'The article’s network',
    dataset: 'mnist',
    network: {
      hidden: [{ units: 128, activation: 'relu' }],
      initialization: 'pytorch',
    },
    optimizer: {
      type: 'sgd',
      learningRate: 0.01,
      momentum: 0.9,
      nesterov: false,
      weightDecay: 0,
    },
    batchSize: 64,
    dropLast: false,
    epochs: 10,
    seed: 1,
  }),
  // Simard, Steinkraus & Platt 2003: one hidden layer of 800; 1.6 % errors without distortions.
  preset('simard', {
    name: 'Simard’s 800',
    network: { hidden: [{ units: 800, activation: 'relu' }] },
    optimizer: {
      type: 'sgd',
      learningRate: 0.05,
      momentum: 0.9,
      nesterov: true,
    },
    schedule: { type: 'cosine', warmupEpochs: 1 },
    dropout: { input: 0.1, hidden: [0.5] },
    batchSize: 128,
    epochs: 100,
    validation,
  }),
  // After Cireşan et al. 2010, with what validation chose (docs/strongest.md); trained on all 60,000.
  preset('distorted', {
    name: 'Deep, with distortions',
    network: {
      hidden: [
        { units: 1000, activation: 'relu' },
        { units: 500, activation: 'relu' },
      ],
      initialization: 'he',
    },
    optimizer: {
      type: 'sgd',
      learningRate: 0.05,
      momentum: 0.9,
      nesterov: true,
    },
    schedule: { type: 'cosine', warmupEpochs: 1 },
    distortions: {
      rotateDegrees: 15,
      scalePercent: 15,
      shearPercent: 15,
      elastic: { sigma: 5, alpha: 36 },
    },
    averageDecay: 0.999,
    batchSize: 128,
    epochs: 300,
  }),
  preset('overfit', {
    name: 'Overfit on purpose',
    network: { hidden: [{ units: 512, activation: 'relu' }] },
    optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.9 },
    subset: { type: 'stratified', count: 300 },
    batchSize: 32,
    epochs: 60,
    validation,
  }),
  preset('sigmoid', {
    name: 'Sigmoid, hardly learning',
    network: {
      hidden: [
        { units: 64, activation: 'sigmoid' },
        { units: 64, activation: 'sigmoid' },
        { units: 64, activation: 'sigmoid' },
        { units: 64, activation: 'sigmoid' },
      ],
    },
    optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0 },
    epochs: 5,
    validation,
  }),
  preset('tooFast', {
    name: 'A learning rate too high',
    network: { hidden: [{ units: 128, activation: 'relu' }] },
    optimizer: { type: 'sgd', learningRate: 5, momentum: 0.9 },
    epochs: 2,
    validation,
  }),
  preset('fiveEach', {
    name: 'Even or odd, from five of each',
    network: { hidden: [{ units: 128, activation: 'relu' }] },
    transfer: {
      from: { type: 'shipped', id: 'article' },
      freeze: [0],
      head: 'new',
    },
    labelMap: {
      map: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1],
      classNames: ['even', 'odd'],
    },
    subset: { type: 'perClass', count: 5 },
    batchSize: 10,
    epochs: 60,
    validation,
  }),
  // Without replay: what it teaches is what is lost (docs/transfer.md).
  preset('newDigits', {
    name: 'From 0–4 to 5–9',
    network: { hidden: [{ units: 128, activation: 'relu' }] },
    transfer: { from: { type: 'shipped', id: 'digits-0-4' }, head: 'extend' },
    labelMap: { map: [null, null, null, null, null, 0, 1, 2, 3, 4] },
    subset: { type: 'perClass', count: 50 },
    batchSize: 10,
    epochs: 15,
    validation,
  }),
  // Rates and epochs as docs/few-labels.md has them.
  preset('withoutLabels', {
    name: 'Pretrained without labels',
    network: {
      hidden: [
        { units: 300, activation: 'sigmoid' },
        { units: 150, activation: 'sigmoid' },
      ],
    },
    pretraining: {
      epochs: 6,
      corruption: 0.5,
      optimizer: { type: 'adam', learningRate: 0.002 },
    },
    optimizer: { type: 'adam', learningRate: 0.001 },
    subset: { type: 'stratified', count: 1000 },
    batchSize: 10,
    epochs: 17,
    validation,
  }),
];

export function presetById(id: string): Preset | undefined {
  return presets.find((one) => one.id === id);
}
