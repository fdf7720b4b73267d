import type { Network } from '../core/network/types';
import { optimizerSchema } from '../core/recipe/optimizers';
import { plain } from '../training/graph/spec';
import { TrainingSession } from '../training/session';
import { weightTensors } from '../training/weights';

/** A network that TensorFlow runs. */
export interface OpenNetwork {
  /** Images [N, 784] (0–255) → logits [N, K]. */
  logits(images: Uint8Array): Float32Array;
  dispose(): void;
}

export async function openNetwork({ spec, layers, preprocessing }: Network): Promise<OpenNetwork> {
  // Nothing trains: any optimizer and batch will do.
  const optimizer = optimizerSchema.parse({ type: 'sgd' });
  const session = await TrainingSession.open(
    { ...plain, network: spec, optimizer, batchSize: 1, dropout: [] },
    0,
  );
  session.load(weightTensors(layers));
  return {
    logits: (images) => session.logits(images, preprocessing),
    dispose: () => {
      session.dispose();
    },
  };
}

/** Logits [N, K] that a network gives images [N, 784] (0–255), by TensorFlow. */
export async function networkLogits(network: Network, images: Uint8Array): Promise<Float32Array> {
  const open = await openNetwork(network);
  try {
    return open.logits(images);
  } finally {
    open.dispose();
  }
}
