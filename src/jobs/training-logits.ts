import { graphSpecOf } from '../training/graph/spec';
import { TrainingSession } from '../training/session';
import type { TrainedRun } from './trained-run';

/** Logits [N, K] of images [N, 784] (0–255), through the training graph of the run that made the network. */
export async function trainingLogits(
  { run, network, tensors }: TrainedRun,
  images: Uint8Array,
): Promise<Float32Array> {
  const { recipe } = run;
  const session = await TrainingSession.open(graphSpecOf(recipe, network.spec), recipe.seed);
  try {
    session.load(tensors);
    return session.logits(images, network.preprocessing);
  } finally {
    session.dispose();
  }
}
