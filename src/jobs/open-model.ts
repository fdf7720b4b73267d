import type { LabelMap } from '../core/data/label-map';
import { tasksOf } from '../core/data/tasks';
import { OnnxModel } from '../inference/onnx-model';
import { Library } from '../library/library';
import type { Model } from './model';
import { toOnnx, trainedRun } from './trained-run';

/** A file's network; a run's certified export, or where it has none an export made for the moment. */
export async function openModel(
  model: Model,
  folder: string,
  appVersion: string,
): Promise<OnnxModel> {
  if ('file' in model) return OnnxModel.load(model.file);
  const library = await Library.open(folder, { role: 'worker' });
  try {
    const exported = library.models.get(model.run);
    const bytes =
      exported === null
        ? toOnnx(trainedRun(library, model.run), appVersion, null)
        : library.blobs.read(exported.blob);
    return await OnnxModel.fromBytes(bytes, model.run);
  } finally {
    library.close();
  }
}

/**
 * The class the network gives each label of a data set with these class names; null for labels it was never taught. What was
 * trained on other data is taught the classes of the same name.
 */
export function classesOfLabels(
  { file, classNames }: OnnxModel,
  dataset: string,
  names: readonly string[],
): LabelMap {
  const { recipe } = file.metadata;
  if (recipe?.dataset === dataset) return tasksOf(recipe, names).all;
  return names.map((name) => {
    const found = classNames.indexOf(name);
    return found === -1 ? null : found;
  });
}
