import type { LabelledImages } from '../core/data/dataset';
import { UserError } from '../core/errors';
import { evaluateLogits } from '../core/metrics/evaluation';
import type { Evaluation } from '../core/metrics/types';
import { argMax } from '../core/metrics/softmax';
import { OnnxModel } from '../inference/onnx-model';
import type { Library } from '../library/library';
import { readMnist } from '../library/mnist';
import type { Model } from './model';
import { trainedRun } from './trained-run';
import { readTestData } from './training-data';

/** What a network says to the test set of its data. */
export interface TestReading {
  readonly test: LabelledImages;
  readonly evaluation: Evaluation;
  /** [N] the class it reads in each image. */
  readonly classes: Uint8Array;
  /** [N, K] */
  readonly logits: Float32Array;
}

/**
 * Reads the test set with a network: a run's through the training graph, a file's through ONNX Runtime. The look is counted in
 * the library.
 */
export async function readTestSet(
  library: Library,
  model: Model,
  mnist: string,
): Promise<TestReading> {
  const { test, logits } =
    'run' in model ? await byRun(library, model, mnist) : await byFile(model.file, mnist);
  const k = test.classNames.length;
  const evaluation = evaluateLogits(logits, test.labels, k);
  library.testLooks.note('run' in model ? model.run : null, 'mnist', evaluation.accuracy);
  const classes = Uint8Array.from(test.labels, (_, n) => argMax(logits, n * k, k));
  return { test, evaluation, classes, logits };
}

type Logits = { readonly test: LabelledImages; readonly logits: Float32Array };

async function byRun(
  library: Library,
  { run }: Extract<Model, { run: unknown }>,
  mnist: string,
): Promise<Logits> {
  const trained = trainedRun(library, run);
  const test = readTestData(trained.run.recipe, mnist);
  // TensorFlow is loaded for a run's network only.
  const { trainingLogits } = await import('./training-logits');
  return { test, logits: await trainingLogits(trained, test.images) };
}

async function byFile(file: string, mnist: string): Promise<Logits> {
  const test = readMnist(mnist, 'test');
  const model = await OnnxModel.load(file);
  try {
    const got = model.classNames.length;
    const expected = test.classNames.length;
    if (got !== expected) throw new UserError('evaluate.classes', { file, got, expected });
    return { test, logits: (await model.read(test.images)).logits };
  } finally {
    await model.release();
  }
}
