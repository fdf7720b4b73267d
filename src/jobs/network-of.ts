import { basename } from 'node:path';
import { MNIST } from '../core/data/dataset-info';
import { readOnnx } from '../core/onnx/read';
import { importOnnx, inputScalings } from '../core/onnx/import';
import type { Network } from '../core/network/types';
import { readModelFile } from '../inference/model-file';
import { Library } from '../library/library';
import type { Model } from './model';
import { trainedRun } from './trained-run';

/**
 * The numbers of a network: a run's at its newest checkpoint, or those in an ONNX file that takes pixels 0–255.
 * @throws UserError where there are none
 */
export async function networkOf(model: Model, libraryFolder: string): Promise<Network> {
  if ('file' in model) return networkOfFile(model.file);
  const library = await Library.open(libraryFolder, { role: 'worker' });
  try {
    return trainedRun(library, model.run).network;
  } finally {
    library.close();
  }
}

/** @throws UserError when the file can't be read, or holds no network of dense layers */
export async function networkOfFile(file: string): Promise<Network> {
  return importOnnx(await readModelFile(file), basename(file), inputScalings.pixels);
}

/** The data set a file says its network was trained on; MNIST where it says nothing. */
export async function datasetOfFile(file: string): Promise<string> {
  const { metadata } = readOnnx(await readModelFile(file), basename(file));
  return metadata.recipe?.dataset ?? MNIST.id;
}
