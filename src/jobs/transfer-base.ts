import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { LabelledImages } from '../core/data/dataset';
import { labelsByName } from '../core/data/label-map';
import { gather, selectKnown } from '../core/data/selection';
import { allIndices } from '../core/data/split';
import { tasksOf } from '../core/data/tasks';
import { UserError } from '../core/errors';
import type { RunId } from '../core/metrics/run';
import { evaluateLogits } from '../core/metrics/evaluation';
import { decodeTensors } from '../core/network/safetensors';
import { startingNetwork, withPreprocessing } from '../core/network/transfer';
import { ARTICLE_PREPROCESSING, type Network } from '../core/network/types';
import { importOnnx, inputScalings } from '../core/onnx/import';
import { readOnnx } from '../core/onnx/read';
import { parseRecipe } from '../core/recipe/parse';
import type { Recipe } from '../core/recipe/schema';
import type { TransferBase, TransferSettings } from '../core/recipe/transfer';
import { readModelFile } from '../inference/model-file';
import type { Library } from '../library/library';
import { DataSource } from '../library/data-source';
import { sha256Of } from '../library/mnist';
import { layersFromTensors } from '../training/weights';
import { networkLogits } from './network-logits';
import type { JobHost } from './protocol';
import { trainedRun } from './trained-run';

type From = TransferSettings['from'];

/** A network to start from. */
export interface Base {
  /** Its pixels scaled as a training scales them. */
  readonly network: Network;
  readonly found: TransferBase;
}

/** A network, and what is known of how it came to be. */
interface Found {
  readonly network: Network;
  /** null: not one of ours. */
  readonly recipe: Recipe | null;
  readonly dataSha256: string | null;
  readonly scaling: string | null;
}

/**
 * The network at a place that is `located`, for a training on the data set `dataset`.
 * @throws UserError where there is none, or it cannot be trained on
 */
export async function readBase(
  from: From,
  dataset: string,
  library: Library,
  host: JobHost,
): Promise<Base> {
  const source = new DataSource(library, host.mnist);
  const data = source.read(dataset, 'train');
  const found = await findBase(from, library, host, data);
  const { network, recipe, scaling } = found;
  const hash = createHash('sha256');
  for (const { weights, bias } of network.layers) hash.update(weights).update(bias);
  return {
    network: withPreprocessing(network, ARTICLE_PREPROCESSING),
    found: {
      sha256: hash.digest('hex'),
      classNames: [...network.classNames],
      scaling,
      labels:
        recipe?.dataset === dataset
          ? [...tasksOf(recipe, data.classNames).all]
          : labelsByName(data.classNames, network.classNames),
      examples:
        recipe === null || !isStillThere(recipe.dataset, found.dataSha256, source)
          ? null
          : {
              dataset: recipe.dataset,
              labelMap: recipe.labelMap,
              validation: recipe.validation,
              subset: recipe.subset,
              seed: recipe.seed,
            },
      hand: null,
    },
  };
}

/** Whether a data set is the one a network was trained on: a replay of other images would be none. */
function isStillThere(dataset: string, sha256: string | null, source: DataSource): boolean {
  const there = source.list().some(({ id }) => id === dataset);
  return there && sha256 === sha256Of(source.read(dataset, 'train'));
}

/** The recipe as it is kept: with the base's hidden layers, and what is to be known of it. @throws UserError where they don't fit */
export function withBase(recipe: Recipe, { network, found }: Base): Recipe {
  return parseRecipe(
    {
      ...recipe,
      network: { ...recipe.network, hidden: network.spec.hidden },
      transfer: { ...recipe.transfer, base: found },
    },
    recipe.name,
  );
}

/** The same place in words that mean it later and elsewhere, too: a run's whole id, a file's whole path. */
export function located(from: From, library: Library): From {
  switch (from.type) {
    case 'run':
      return { ...from, run: library.runs.find(from.run) };
    case 'file':
      return { ...from, path: resolve(from.path) };
    case 'shipped':
      return from;
  }
}

/** What a recipe's training on data with these class names starts from. */
export function startOf(recipe: Recipe, base: Base, names: readonly string[]): Network {
  const { transfer, labelMap, network, seed } = recipe;
  // The classes of this training alone: as with a new head.
  const own = tasksOf({ labelMap, transfer: null }, names);
  return startingNetwork(
    base.network,
    transfer!.head,
    own.classNames,
    network.initialization,
    seed,
  );
}

function findBase(
  from: From,
  library: Library,
  host: JobHost,
  data: LabelledImages,
): Found | Promise<Found> {
  switch (from.type) {
    case 'run':
      return baseFromRun(library, from.run as RunId, from.epoch);
    case 'shipped':
      return shippedBase(host.models, from.id, data);
    case 'file':
      return baseFromFile(from.path, data);
  }
}

function baseFromRun(library: Library, id: RunId, epoch: number | null): Found {
  const { run, network } = trainedRun(library, id);
  const { recipe, dataSha256 } = run;
  if (epoch === null) return { network, recipe, dataSha256, scaling: null };
  const kept = library.checkpoints.weights(id);
  const found = kept.find((weights) => weights.epoch === epoch);
  if (found === undefined) {
    throw new UserError('transfer.noEpoch', {
      run: id,
      epoch,
      known: kept.map((weights) => weights.epoch).join(', ') || '–',
    });
  }
  const { tensors } = decodeTensors(library.blobs.read(found.blob), found.blob);
  const layers = layersFromTensors(network.spec, tensors);
  return { network: { ...network, layers }, recipe, dataSha256, scaling: null };
}

async function shippedBase(folder: string, id: string, data: LabelledImages): Promise<Found> {
  const known = (await readdir(folder))
    .filter((name) => name.endsWith('.onnx'))
    .map((name) => basename(name, '.onnx'))
    .sort();
  if (!known.includes(id)) {
    throw new UserError('transfer.shipped', { id, known: known.join(', ') });
  }
  return baseFromFile(join(folder, `${id}.onnx`), data);
}

async function baseFromFile(path: string, data: LabelledImages): Promise<Found> {
  const bytes = await readModelFile(path);
  const name = basename(path);
  const { metadata } = readOnnx(bytes, name);
  const about = { recipe: metadata.recipe, dataSha256: metadata.training_data_sha256 };
  // Only a file of ours says so; others may scale on top of what their program has scaled already.
  if (metadata.preprocessing !== null) {
    return { ...about, network: importOnnx(bytes, name, inputScalings.pixels), scaling: null };
  }
  return { ...about, ...(await bestScaling(bytes, name, data)) };
}

/** Enough to tell scalings apart: the loss of a wrong one is higher by a tenth or more. */
const TRIED_IMAGES = 1000;

/**
 * The network with the scaling of the pixels that gives the smallest loss on the first training images it has classes for. By
 * loss and not by accuracy: one that is off by a factor alone reads nearly as many digits.
 */
async function bestScaling(
  bytes: Uint8Array,
  name: string,
  data: LabelledImages,
): Promise<{ network: Network; scaling: string }> {
  const { classNames, spec } = importOnnx(bytes, name, inputScalings.pixels);
  const map = labelsByName(data.classNames, classNames);
  if (map === null) {
    throw new UserError('transfer.scaling', { file: name, classes: classNames.join(', ') });
  }
  const known = selectKnown(data, allIndices(data.labels.length), { map, classNames });
  const { images, labels } = gather({
    ...known,
    indices: known.indices.subarray(0, TRIED_IMAGES),
    labels: known.labels.subarray(0, TRIED_IMAGES),
  });
  const tried: { network: Network; scaling: string; loss: number }[] = [];
  for (const [scaling, input] of Object.entries(inputScalings)) {
    const network = importOnnx(bytes, name, input);
    const logits = await networkLogits(network, images);
    tried.push({ network, scaling, loss: evaluateLogits(logits, labels, spec.classes).loss });
  }
  return tried.reduce((best, one) => (one.loss < best.loss ? one : best));
}
