import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { checkInterface } from '../core/onnx/interface';
import { readOnnx } from '../core/onnx/read';
import { readModelFile } from './model-file';

/** A network that comes with the app, as its file describes it. */
export interface ShippedModel {
  /** The file's name without `.onnx`. */
  readonly id: string;
  /** Its whole path. */
  readonly file: string;
  readonly name: string;
  /** 0–1 */
  readonly testAccuracy: number | null;
  readonly classNames: readonly string[];
  readonly parameters: number;
}

/**
 * The networks in `folder`, sorted by id. ONNX Runtime is not loaded for it.
 * @throws UserError naming the file that cannot be used.
 */
export async function listShippedModels(folder: string): Promise<ShippedModel[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.onnx')).sort();
  return Promise.all(files.map((name) => describeModel(path.join(folder, name))));
}

async function describeModel(file: string): Promise<ShippedModel> {
  const id = path.basename(file, '.onnx');
  const onnx = readOnnx(await readModelFile(file), path.basename(file));
  return {
    id,
    file,
    name: onnx.metadata.name ?? id,
    testAccuracy: onnx.metadata.test_accuracy,
    classNames: checkInterface(onnx, path.basename(file)),
    parameters: onnx.parameters,
  };
}
