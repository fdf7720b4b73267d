import { featuresOf, type Features } from '../core/baselines/features';
import { CancelledError } from '../core/errors';
import { resultOf } from '../core/metrics/checkpoint';
import { argMax } from '../core/metrics/softmax';
import type { EpochMetrics, StepMetrics } from '../core/metrics/types';
import { totalSteps } from '../core/network/spec';
import { ARTICLE_PREPROCESSING, PIXELS } from '../core/network/types';
import { recipeSchema, type Recipe } from '../core/recipe/schema';
import { train as runTraining } from '../training/loop';
import type { TrainingControl } from '../training/types';
import type { Baseline } from './baseline';
import { goOn } from './go-on';

/** Fewer steps would leave a model of few examples where it began. */
const FEWEST_STEPS = 600;
const BATCH = 128;

/** A network without hidden layers is multinomial logistic regression; its best epoch on the validation examples counts. */
const recipeFor = (examples: number): Recipe => {
  const epochs = Math.max(50, Math.ceil(FEWEST_STEPS / Math.ceil(examples / BATCH)));
  return recipeSchema.parse({
    name: 'Baseline',
    network: { hidden: [] },
    optimizer: { type: 'adam', learningRate: 0.001 },
    batchSize: BATCH,
    epochs,
    // Held back by whoever gives the data; how many is of no consequence here.
    validation: {},
    earlyStopping: { watch: 'accuracy', patience: Math.ceil(epochs / 5) },
  });
};

/** Images whose features are made between two looks at what is wanted. */
const BLOCK = 1000;

/** A linear model with softmax: on the pixels themselves, or on features made of them by hand. */
export function linearModel(features: Features | null): Baseline {
  const inputsOf = (images: Uint8Array, control: TrainingControl) =>
    features === null ? Promise.resolve(images) : makeFeatures(images, features, control);
  return async (data, { control, distortionThread, onProgress }) => {
    const classes = data.train.classNames.length;
    const train = { ...data.train, images: await inputsOf(data.train.images, control) };
    const validation = {
      ...data.validation,
      images: await inputsOf(data.validation.images, control),
    };
    const recipe = recipeFor(train.labels.length);
    const steps = totalSteps(recipe, train.labels.length);
    const epochs: EpochMetrics[] = [];
    const take = (rows: readonly StepMetrics[], finished: readonly EpochMetrics[]): void => {
      epochs.push(...finished);
      const last = rows.at(-1);
      if (last !== undefined) onProgress(last.step / steps);
    };
    const { outcome, checkpoint, session } = await runTraining({
      recipe,
      data: train,
      validation,
      unlabelled: null,
      replay: null,
      start: null,
      from: null,
      changes: [],
      sink: {
        record: take,
        checkpoint: (_checkpoint, rows, finished) => {
          take(rows, finished);
        },
        pretrained: () => undefined,
        change: () => undefined,
      },
      control,
      clock: Date.now,
      distortionThread,
    });
    if (outcome === 'stopped' || outcome === 'diverged') {
      session.dispose();
      if (outcome === 'stopped') throw new CancelledError();
      throw new Error('a linear model has diverged');
    }
    session.load(resultOf(checkpoint.tensors));
    return {
      choice: {
        of: 'epochs',
        value: checkpoint.bestEpoch,
        tried: epochs.map(({ epoch, validation: measured }) => ({
          value: epoch,
          accuracy: measured!.accuracy,
        })),
      },
      async read(images, reading) {
        const inputs = await inputsOf(images, reading.control);
        const logits = session.logits(inputs, ARTICLE_PREPROCESSING);
        return Uint8Array.from({ length: logits.length / classes }, (_, n) =>
          argMax(logits, n * classes, classes),
        );
      },
      dispose: () => {
        session.dispose();
      },
    };
  };
}

/** [N, 784] → [N, F] */
async function makeFeatures(
  images: Uint8Array,
  features: Features,
  control: TrainingControl,
): Promise<Uint8Array> {
  const made = new Uint8Array((images.length / PIXELS) * features.length);
  for (let at = 0; at * PIXELS < images.length; at += BLOCK) {
    await goOn(control);
    const block = images.subarray(at * PIXELS, (at + BLOCK) * PIXELS);
    made.set(featuresOf(block, features), at * features.length);
  }
  return made;
}
