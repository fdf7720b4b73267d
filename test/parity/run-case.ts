import { softmax } from '../../src/core/metrics/softmax';
import type { LabelledImages } from '../../src/core/data/dataset';
import { ARTICLE_PREPROCESSING, PIXELS } from '../../src/core/network/types';
import { plain } from '../../src/training/graph/spec';
import { TrainingSession } from '../../src/training/session';
import type { ReferenceCase } from './case';

/** Largest absolute differences from PyTorch. */
export interface Differences {
  /** Over the loss and the loss with penalty of every step. */
  readonly loss: number;
  /** Over the final tensors. */
  readonly weights: number;
  /** Over the probabilities of the first 16 training images, after training. */
  readonly probabilities: number;
}

/** Trains a case again, step by step, from PyTorch's first weights and through PyTorch's batches. */
export async function runCase(
  reference: ReferenceCase,
  mnist: LabelledImages,
): Promise<Differences> {
  const { layers, activation, labelMap, schedule, optimizer } = reference;
  const spec = {
    ...plain,
    network: {
      inputs: layers[0]!,
      hidden: layers.slice(1, -1).map((units) => ({ units, activation })),
      classes: layers.at(-1)!,
    },
    optimizer,
    batchSize: reference.batchSize,
    frozenLayers: reference.frozenLayers,
    penalty: { l1: reference.l1, l2: reference.l2 },
    labelSmoothing: reference.labelSmoothing,
  };
  const session = await TrainingSession.open(spec, 0);
  try {
    session.load(reference.initial);
    const images = mnist.images.subarray(0, reference.examples * PIXELS);
    const labels = mnist.labels.subarray(0, reference.examples);
    const classes =
      labelMap === undefined
        ? labels
        : labels.map((label) => (Array.isArray(labelMap) ? labelMap[label] : labelMap[label])!);
    const fed = session.feed(images, classes, ARTICLE_PREPROCESSING);
    let loss = 0;
    reference.batches.forEach((batch, step) => {
      const rate = schedule?.[step] ?? optimizer.learningRate;
      const [report] = session.train(fed, Int32Array.from(batch), [rate], step);
      loss = worst(loss, report!.loss - reference.loss[step]!);
      loss = worst(loss, report!.loss + report!.penalty - reference.lossWithPenalty[step]!);
    });
    const final = session.tensors();
    let weights = 0;
    for (const { name, values } of reference.final) {
      const ours = final.find((tensor) => tensor.name === name)!.values;
      values.forEach((value, i) => (weights = worst(weights, value - ours[i]!)));
    }
    const logits = session.logits(images.subarray(0, 16 * PIXELS), ARTICLE_PREPROCESSING);
    const ours = softmax(logits, layers.at(-1)!);
    let probabilities = 0;
    reference.probabilitiesOfFirst16.flat().forEach((p, i) => {
      probabilities = worst(probabilities, p - ours[i]!);
    });
    fed.dispose();
    return { loss, weights, probabilities };
  } finally {
    session.dispose();
  }
}

/** The larger of two absolute values; NaN wins, so that it cannot hide. */
function worst(soFar: number, difference: number): number {
  return Number.isNaN(difference) ? NaN : Math.max(soFar, Math.abs(difference));
}
