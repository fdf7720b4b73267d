import { certify, type Certificate } from '../core/onnx/certificate';
import type { OnnxModel } from './onnx-model';

/**
 * Puts every test example through ONNX Runtime and compares with what the training graph gave for it.
 * @param pixels [N, 28, 28], 0 (paper) to 255 (ink)
 * @param labels [N]
 * @param reference the training graph's probabilities, [N, K] row-major
 * @throws UserError saying where the two differ, when the file may not be certified.
 */
export async function certifyModel(
  model: OnnxModel,
  pixels: Uint8Array,
  labels: Uint8Array,
  reference: Float32Array,
  onProgress?: (images: number) => void,
): Promise<Certificate> {
  const { probabilities } = await model.read(pixels, onProgress);
  return certify(probabilities, reference, labels);
}
