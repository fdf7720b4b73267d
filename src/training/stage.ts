import { epochOrder } from '../core/data/order';
import { pixelVariance } from '../core/data/pixel-variance';
import { replayOrder } from '../core/data/replay';
import type { LabelledImages } from '../core/data/dataset';
import { noDistortions, type DistortionSettings } from '../core/distortion/settings';
import type { EarlyStoppingSettings } from '../core/metrics/early-stopping';
import { autoencoderOf } from '../core/network/autoencoder';
import { initialNetwork } from '../core/network/initialization';
import type { Tensor } from '../core/network/safetensors';
import { networkSpecOf, parameterCount, pretrainingSteps } from '../core/network/spec';
import { ARTICLE_PREPROCESSING, type LayerWeights, type NetworkSpec } from '../core/network/types';
import type { Recipe } from '../core/recipe/schema';
import type { ScheduleSettings } from '../core/recipe/schedules';
import { graphSpecOf, plain, type TrainingGraphSpec } from './graph/spec';
import { planOf, type Plan } from './plan';
import type { Replay } from './types';
import { weightTensors } from './weights';

/** A part of a run that has a graph of its own: the pretraining without labels, or the training on labels. */
export interface Stage {
  readonly isPretraining: boolean;
  readonly graph: TrainingGraphSpec;
  readonly plan: Plan;
  /** Steps of the run before its first. */
  readonly stepsBefore: number;
  readonly epochs: number;
  /** What it is fed with; nobody looks at the labels of a pretraining. */
  readonly data: LabelledImages;
  readonly distortions: DistortionSettings;
  /** Of an epoch, a short last batch included even where it is dropped. */
  readonly examples: number;
  /** Indices into `data`, without a short last batch that is dropped; a function of the epoch (from 0) alone. */
  readonly orderOf: (epoch: number) => Int32Array;
  readonly schedule: ScheduleSettings;
  /** Before the schedule, and before a person changes it. */
  readonly learningRate: number;
  /** Loss of a network that knows nothing. */
  readonly ignorance: number;
  readonly validation: LabelledImages | null;
  readonly earlyStopping: EarlyStoppingSettings | null;
  /** The weights before its first step. */
  readonly start: () => readonly Tensor[];
}

/** What both stages are made of. */
export interface StageOptions {
  readonly recipe: Recipe;
  /** Pixels, or any D bytes an example in their place, [N, D]: the network takes as many numbers as there are. */
  readonly data: LabelledImages;
  /** What a recipe with `pretraining` pretrains on, [N, D]; null for others. */
  readonly unlabelled: Uint8Array | null;
  /** null: every epoch shows all of `data`, each example once. */
  readonly replay: Replay | null;
  /** The weights before the first step; null draws them by the recipe. */
  readonly start: readonly LayerWeights[] | null;
  /** Held back from training, to choose by; null where nothing is. */
  readonly validation: LabelledImages | null;
}

function specOf({ recipe, data }: StageOptions): NetworkSpec {
  const inputs = data.images.length / data.labels.length;
  return { ...networkSpecOf(recipe, data.classNames.length), inputs };
}

/** The first stage of a recipe with `pretraining`; null for others. */
export function pretrainingStage(options: StageOptions): Stage | null {
  const { recipe, data, unlabelled } = options;
  const { pretraining: settings, seed } = recipe;
  if (settings === null) return null;
  if (unlabelled === null) throw new Error('There are no images to pretrain on.');
  const network = autoencoderOf(specOf(options));
  const count = unlabelled.length / network.inputs;
  const { optimizer, batchSize, corruption, epochs } = settings;
  return {
    isPretraining: true,
    graph: {
      ...plain,
      network,
      loss: 'reconstruction',
      optimizer,
      batchSize,
      dropout: [corruption],
    },
    plan: planOf({ batchSize, epochs, dropLast: false }, parameterCount(network), count),
    stepsBefore: 0,
    epochs,
    data: { images: unlabelled, labels: new Uint8Array(count), classNames: data.classNames },
    distortions: noDistortions,
    examples: count,
    orderOf: (epoch) => epochOrder(seed, epoch, count, 'pretrainingOrder'),
    schedule: { type: 'constant', warmupEpochs: 0 },
    learningRate: optimizer.learningRate,
    ignorance: pixelVariance(unlabelled, network.inputs) * ARTICLE_PREPROCESSING.scale ** 2,
    validation: null,
    earlyStopping: null,
    start: () => weightTensors(initialNetwork(network, recipe.network.initialization, seed)),
  };
}

/** The training on labels. `pretrained` are the autoencoder's tensors where a pretraining came before: its encoder begins it. */
export function labelledStage(options: StageOptions, pretrained: readonly Tensor[] | null): Stage {
  const { recipe, data, unlabelled, replay } = options;
  const { seed, batchSize } = recipe;
  const network = specOf(options);
  const count = data.labels.length;
  const shown = replay === null ? count : replay.fresh + replay.replayed;
  const plan = planOf(recipe, parameterCount(network), shown);
  const orderOf = (epoch: number) =>
    replay === null
      ? epochOrder(seed, epoch, count)
      : replayOrder(seed, epoch, replay.fresh, count - replay.fresh, replay.replayed);
  return {
    isPretraining: false,
    graph: graphSpecOf(recipe, network),
    plan,
    stepsBefore:
      unlabelled === null ? 0 : pretrainingSteps(recipe, unlabelled.length / network.inputs),
    epochs: recipe.epochs,
    data,
    distortions: recipe.distortions,
    examples: shown,
    // Without the short last batch where it is dropped.
    orderOf: (epoch) => orderOf(epoch).subarray(0, plan.stepsPerEpoch * batchSize),
    schedule: recipe.schedule,
    learningRate: recipe.optimizer.learningRate,
    ignorance: Math.log(data.classNames.length),
    validation: options.validation,
    earlyStopping: recipe.earlyStopping,
    start: () => {
      const drawn = options.start ?? initialNetwork(network, recipe.network.initialization, seed);
      const weights = weightTensors(drawn);
      return pretrained === null ? weights : withEncoder(weights, pretrained, network);
    },
  };
}

/** The hidden layers of the autoencoder in place of those drawn; the last layer's weights as they are. */
function withEncoder(
  weights: readonly Tensor[],
  pretrained: readonly Tensor[],
  { hidden }: NetworkSpec,
): Tensor[] {
  const encoder = new Map(pretrained.map((tensor) => [tensor.name, tensor]));
  return weights.map((tensor, i) => (i < 2 * hidden.length ? encoder.get(tensor.name)! : tensor));
}
