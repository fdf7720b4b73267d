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
