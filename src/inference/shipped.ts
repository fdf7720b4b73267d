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
 * The order in which they are offered. The sketchpad begins with the first, the one that misreads fewest people's drawings; a
 * network that reads five digits only comes last.
 */
const ORDER: readonly string[] = ['strongest', 'article', 'digits-0-4'];

/**
 * The networks in `folder` in the order above; those it does not name come after, by id. One that is missing is left out. ONNX
 * Runtime is not loaded for it.
 * @throws UserError naming the file that cannot be used.
 */
export async function listShippedModels(folder: string): Promise<ShippedModel[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.onnx')).sort();
  const models = await Promise.all(files.map((name) => describeModel(path.join(folder, name))));
  return models.sort((a, b) => place(a.id) - place(b.id));
}

function place(id: string): number {
  const at = ORDER.indexOf(id);
  return at === -1 ? ORDER.length : at;
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
