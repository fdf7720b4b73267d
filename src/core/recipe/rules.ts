import type { z } from 'zod';
import type { ErrorCode, ErrorParams } from '../errors';
import { autoencoderOf } from '../network/autoencoder';
import { parameterCount } from '../network/spec';
import { PIXELS } from '../network/types';
import { MOST_CLASSES } from '../data/dataset';
import type { OptimizerSettings } from './optimizers';
import type { Recipe } from './schema';

/** Weights and biases of the largest network that is trained: Cireşan's 2500-2000-1500-1000-500 has 11,972,510. */
const MOST_PARAMETERS = 12_000_000;
/** MNIST's, by which time is estimated; and how many operations a second one ordinary core does (measured: 1.5e11). */
const EXAMPLES = 60_000;
const OPERATIONS_A_SECOND = 1e11;

type Context = z.core.$RefinementCtx<Recipe>;

/** A problem between fields. The sentence is the error's own: `params` says which. */
function issue(
  context: Context,
  path: PropertyKey[],
  code: ErrorCode,
  params: ErrorParams = {},
): void {
  context.addIssue({
    code: 'custom',
    message: code,
    path,
    params: { error: code, ...params },
  });
}

/** What no field can say alone. Each problem is an issue at the field a person would change. */
export function checkRules(recipe: Recipe, context: Context): void {
  checkSize(recipe, context);
  checkLayers(recipe, context);
  checkLabels(recipe, context);
  const { schedule, epochs, earlyStopping, validation } = recipe;
  if (schedule.warmupEpochs > epochs) {
    issue(context, ['schedule', 'warmupEpochs'], 'recipe.warmup', { epochs });
  }
  if (earlyStopping !== null && validation === null) {
    issue(context, ['earlyStopping'], 'recipe.needsValidation');
  }
  checkTransfer(recipe, context);
  checkPretraining(recipe, context);
}

function checkSize(recipe: Recipe, context: Context): void {
  const own = recipe.dataset === 'mnist' ? 10 : MOST_CLASSES;
  const classes = recipe.labelMap === null ? own : classesOf(recipe.labelMap.map);
  const network = { inputs: PIXELS, hidden: recipe.network.hidden, classes };
  const parameters = parameterCount(network);
  if (parameters > MOST_PARAMETERS) {
    const cost = costOf(parameters, recipe.optimizer);
    issue(context, ['network', 'hidden'], 'recipe.tooLarge', cost);
    return;
  }
  if (recipe.pretraining === null) return;
  const withDecoder = parameterCount(autoencoderOf(network));
  if (withDecoder > MOST_PARAMETERS) {
    const cost = costOf(withDecoder, recipe.pretraining.optimizer);
    issue(context, ['pretraining'], 'recipe.tooLargeDecoder', cost);
  }
}

/** What it would take to train so many weights and biases. */
function costOf(parameters: number, optimizer: OptimizerSettings): ErrorParams {
  const copies = weightCopies(optimizer);
  return {
    parameters,
    most: MOST_PARAMETERS,
    megabytes: Math.round((4 * (parameters * copies + EXAMPLES * PIXELS)) / 1e6),
    seconds: Math.round((6 * parameters * EXAMPLES) / OPERATIONS_A_SECOND),
  };
}

/**
 * How often a training holds each weight: itself, its gradient, the optimizer's slots, an average and the best one, and two
 * copies while a checkpoint is written.
 */
export function weightCopies({ type }: OptimizerSettings): number {
  return 2 + { sgd: 1, adam: 2, adamw: 2, rmsprop: 1 }[type] + 2 + 2;
}

function checkLayers({ network, dropout, transfer }: Recipe, context: Context): void {
  // Until the base is known, nobody knows how many layers there will be; when it is, the recipe is checked again.
  if (transfer !== null && transfer.base === null) return;
  const layers = network.hidden.length;
  if (dropout.hidden.length !== 0 && dropout.hidden.length !== layers) {
    issue(context, ['dropout', 'hidden'], 'recipe.dropoutRates', {
      layers,
      got: dropout.hidden.length,
    });
  }
  const freeze = transfer?.freeze ?? [];
  freeze.forEach((layer, i) => {
    if (layer > layers) {
      issue(context, ['transfer', 'freeze', i], 'recipe.noLayer', { layer, last: layers });
    }
  });
  if (new Set(freeze).size > layers) issue(context, ['transfer', 'freeze'], 'recipe.allFrozen');
}

function checkLabels({ labelMap }: Recipe, context: Context): void {
  if (labelMap === null) return;
  const { map, classNames } = labelMap;
  const classes = classesOf(map);
  const missing = Array.from({ length: Math.max(classes, 2) }, (_, k) => k).find(
    (k) => !map.includes(k),
  );
  if (missing !== undefined) issue(context, ['labelMap', 'map'], 'labelMap.gap', { missing });
  if (classNames !== null && classNames.length !== classes) {
    issue(context, ['labelMap', 'classNames'], 'recipe.classNames', {
      classes,
      got: classNames.length,
    });
  }
}

function checkTransfer({ transfer }: Recipe, context: Context): void {
  if (transfer === null) return;
  if (transfer.replay > 0 && transfer.head === 'new') {
    issue(context, ['transfer', 'replay'], 'recipe.replayHead');
  }
  if (transfer.imitate > 0 && transfer.head === 'new') {
    issue(context, ['transfer', 'imitate'], 'recipe.replayHead');
  }
}

function checkPretraining({ pretraining, transfer, network }: Recipe, context: Context): void {
  if (pretraining === null) return;
  // The layers of a network to start from are its own, and trained already.
  if (transfer !== null) issue(context, ['pretraining'], 'recipe.pretrainedTwice');
  else if (network.hidden.length === 0) {
    issue(context, ['pretraining'], 'recipe.nothingToPretrain');
  }
}

/** One more than the largest class. */
function classesOf(map: readonly (number | null)[]): number {
  return Math.max(-1, ...map.filter((target) => target !== null)) + 1;
}
