import type { Network } from '../core/network/types';
import { optimizerSchema } from '../core/recipe/optimizers';
import { plain } from '../training/graph/spec';
import { TrainingSession } from '../training/session';
import { weightTensors } from '../training/weights';

/** Logits [N, K] that a network gives images [N, 784] (0–255), by TensorFlow. */
export async function networkLogits(network: Network, images: Uint8Array): Promise<Float32Array> {
  const { spec, layers, preprocessing } = network;
  // Nothing trains: any optimizer and batch will do.
  const optimizer = optimizerSchema.parse({ type: 'sgd' });
  const session = await TrainingSession.open(
    { ...plain, network: spec, optimizer, batchSize: 1, dropout: [] },
    0,
  );
  try {
    session.load(weightTensors(layers));
    return session.logits(images, preprocessing);
  } finally {
    session.dispose();
  }
}
