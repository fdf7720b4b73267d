import type { Tensor } from '../../src/core/network/safetensors';
import type { LayerWeights, Preprocessing } from '../../src/core/network/types';
import { plain, type TrainingGraphSpec } from '../../src/training/graph/spec';
import { TrainingSession, type StepReport } from '../../src/training/session';
import { weightTensors } from '../../src/training/weights';

/** Plain SGD whose momentum slot holds, after one step, the gradient itself: v ← 0.5 · 0 + g. */
export const gradientKeeper = {
  type: 'sgd',
  learningRate: 0.1,
  momentum: 0.5,
  nesterov: false,
  weightDecay: 0,
} as const;

export interface Batch {
  /** [N, D], 0–255 */
  readonly images: Uint8Array;
  /** [N] */
  readonly labels: Uint8Array;
}

export interface StepOptions extends Partial<Omit<TrainingGraphSpec, 'network'>> {
  readonly network: TrainingGraphSpec['network'];
  /** The run's seed. */
  readonly seed?: number;
  /** Steps taken before. */
  readonly done?: number;
  readonly steps?: number;
}

/** Opens the graph, runs `steps` steps over the whole batch, and gives reports and variables. */
export async function runSteps(
  { seed = 1, done = 0, steps = 1, ...spec }: StepOptions,
  layers: readonly LayerWeights[],
  batch: Batch,
  preprocessing: Preprocessing,
): Promise<{ reports: StepReport[]; tensors: ReadonlyMap<string, Tensor> }> {
  const examples = batch.labels.length;
  const session = await TrainingSession.open(
    { ...plain, optimizer: gradientKeeper, batchSize: examples, ...spec },
    seed,
  );
  try {
    session.load(weightTensors(layers));
    const fed = session.feed(batch.images, batch.labels, preprocessing);
    const order = Int32Array.from({ length: steps * examples }, (_, i) => i % examples);
    const reports = session.train(fed, order, new Array<number>(steps).fill(0.1), done);
    fed.dispose();
    return { reports, tensors: new Map(session.tensors().map((tensor) => [tensor.name, tensor])) };
  } finally {
    session.dispose();
  }
}
