import type { LabelledImages } from '../core/data/dataset';
import { MNIST } from '../core/data/dataset-info';
import { labelsByName, type LabelMap } from '../core/data/label-map';
import { gather, selectKnown } from '../core/data/selection';
import { allIndices } from '../core/data/split';
import { tasksOf } from '../core/data/tasks';
import { UserError } from '../core/errors';
import { evaluateLogits } from '../core/metrics/evaluation';
import type { Evaluation } from '../core/metrics/types';
import { argMax } from '../core/metrics/softmax';
import { OnnxModel } from '../inference/onnx-model';
import type { DataSource } from '../library/data-source';
import type { Library } from '../library/library';
import type { Model } from './model';
import { trainedRun } from './trained-run';
import { readTestData } from './training-data';

/** What a network says to the test set of its data. */
export interface TestReading {
  /** The data set's id. */
  readonly dataset: string;
  readonly test: LabelledImages;
  readonly evaluation: Evaluation;
  /** [N] the class it reads in each image. */
  readonly classes: Uint8Array;
  /** [N, K] */
  readonly logits: Float32Array;
}

/**
 * Reads the test set with a network: a run's through the training graph, a file's through ONNX Runtime. A run's is that of its
 * data set; so is a file's where it names one that is here, else it is MNIST's. The look is counted in the library.
 * @throws UserError 'run.dataGone'
 */
export async function readTestSet(
  library: Library,
  model: Model,
  source: DataSource,
): Promise<TestReading> {
  const { dataset, test, logits } =
    'run' in model ? await byRun(library, model, source) : await byFile(model.file, source);
  const k = test.classNames.length;
  const evaluation = evaluateLogits(logits, test.labels, k);
  library.testLooks.note('run' in model ? model.run : null, dataset, evaluation.accuracy);
  const classes = Uint8Array.from(test.labels, (_, n) => argMax(logits, n * k, k));
  return { dataset, test, evaluation, classes, logits };
}

type Logits = {
  readonly dataset: string;
  readonly test: LabelledImages;
  readonly logits: Float32Array;
};

async function byRun(
  library: Library,
  { run }: Extract<Model, { run: unknown }>,
  source: DataSource,
): Promise<Logits> {
  const trained = trainedRun(library, run);
  const { recipe } = trained.run;
  source.requireOf(trained.run);
  const test = readTestData(recipe, source);
  // TensorFlow is loaded for a run's network only.
  const { trainingLogits } = await import('./training-logits');
  return { dataset: recipe.dataset, test, logits: await trainingLogits(trained, test.images) };
}

async function byFile(file: string, source: DataSource): Promise<Logits> {
  const model = await OnnxModel.load(file);
  try {
    const named = model.file.metadata.recipe?.dataset;
    const dataset = (source.list().find(({ id }) => id === named) ?? MNIST).id;
    const all = source.read(dataset, 'test');
    const map = labelsFor(model, dataset, all.classNames);
    if (map === null) {
      const [classes, expected] = [model.classNames.join(', '), all.classNames.join(', ')];
      throw new UserError('evaluate.classes', { file, classes, expected });
    }
    const { classNames } = model;
    const test = gather(selectKnown(all, allIndices(all.labels.length), { map, classNames }));
    return { dataset, test, logits: (await model.read(test.images)).logits };
  } finally {
    await model.release();
  }
}

/**
 * The network's class of each of the data's labels: as its recipe has it, where the file holds one for this data set; else by the
 * classes' names; else, where there are as many, in their order. null: they have nothing in common.
 */
function labelsFor(
  { file, classNames }: OnnxModel,
  dataset: string,
  names: readonly string[],
): LabelMap | null {
  const { recipe } = file.metadata;
  if (recipe?.dataset === dataset) {
    const tasks = tasksOf(recipe, names);
    if (tasks.classNames.length === classNames.length) return tasks.all;
  }
  const inOrder = names.length === classNames.length ? names.map((_, label) => label) : null;
  return labelsByName(names, classNames) ?? inOrder;
}
