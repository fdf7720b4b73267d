import type { LabelledImages } from '../core/data/dataset';
import type { Rows } from '../core/metrics/softmax';
import { certify, type Certificate } from '../core/onnx/certificate';
import type { OnnxModel } from './onnx-model';

/**
 * Puts every test example through ONNX Runtime and compares with what the training graph gave for it.
 * @param reference the training graph's probabilities, [N, K] row-major
 * @throws UserError saying where the two differ, when the file may not be certified.
 */
export async function certifyModel(
  model: OnnxModel,
  examples: LabelledImages,
  reference: Rows,
  onProgress?: (images: number) => void,
): Promise<Certificate> {
  const { probabilities } = await model.read(examples.images, onProgress);
  return certify(probabilities, reference, examples.labels);
}
