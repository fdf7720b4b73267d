import { basename } from 'node:path';
import { tasksOf } from '../core/data/tasks';
import { UserError } from '../core/errors';
import type { Run, RunId } from '../core/metrics/run';
import { networkSpecOf } from '../core/network/spec';
import type { Tensor } from '../core/network/safetensors';
import { ARTICLE_PREPROCESSING, type Network } from '../core/network/types';
import type { Certificate } from '../core/onnx/certificate';
import { exportOnnx } from '../core/onnx/export';
import type { Recipe } from '../core/recipe/schema';
import type { Library } from '../library/library';
import { resultOf } from '../core/metrics/checkpoint';
import { layersFromTensors } from '../training/weights';

/** A run and the network it has come to. */
export interface TrainedRun {
  readonly run: Run;
  readonly network: Network;
  /** Its weights by name. */
  readonly tensors: readonly Tensor[];
}

/**
 * The network of a run at its newest checkpoint: the final one of a finished run, else as far as it got.
 * @throws UserError 'run.unknown', 'run.noWeights' or 'run.onlyPretrained'
 */
export function trainedRun(library: Library, id: RunId): TrainedRun {
  const run = library.runs.get(id);
  const latest = library.checkpoints.latest(id);
  if (latest === null) throw new UserError('run.noWeights', { run: id });
  if (latest.checkpoint.pretraining === 1) throw new UserError('run.onlyPretrained', { run: id });
  const tensors = resultOf(latest.checkpoint.tensors);
  const { classNames } = tasksOf(run.recipe, run.dataClassNames);
  const spec = networkSpecOf(run.recipe, classNames.length);
  const layers = layersFromTensors(spec, tensors);
  return {
    run,
    tensors,
    network: { spec, layers, preprocessing: ARTICLE_PREPROCESSING, classNames },
  };
}

/** The run's network as an ONNX file. */
export function toOnnx(
  { run, network }: TrainedRun,
  appVersion: string,
  certificate: Certificate | null,
): Uint8Array<ArrayBuffer> {
  return exportOnnx(network, {
    name: run.recipe.name,
    runId: run.id,
    recipe: withoutFolder(run.recipe),
    testAccuracy: run.testAccuracy,
    dataSha256: run.dataSha256,
    appVersion,
    certificate,
  });
}

/** Files are given away; where on this computer another one lay is nobody's business. */
function withoutFolder(recipe: Recipe): Recipe {
  const { transfer } = recipe;
  if (transfer?.from.type !== 'file') return recipe;
  const from = { ...transfer.from, path: basename(transfer.from.path) };
  return { ...recipe, transfer: { ...transfer, from } };
}
