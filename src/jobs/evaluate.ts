import { z } from 'zod';
import { UserError } from '../core/errors';
import { evaluateLogits } from '../core/metrics/evaluation';
import type { RunId } from '../core/metrics/run';
import type { Evaluation } from '../core/metrics/types';
import { OnnxModel } from '../inference/onnx-model';
import { Library } from '../library/library';
import type { Job } from './job';
import { readMnist } from '../library/mnist';
import { modelSchema } from './model';
import { trainedRun } from './trained-run';

const args = z.strictObject({ model: modelSchema });

/** Measures a network on MNIST's test set: a run's through the training graph, a file's through ONNX Runtime. */
export const evaluate: Job<typeof args, never, Evaluation> = {
  args,
  async run({ model }, { host }) {
    const { images, labels, classNames } = readMnist(host.mnist, 'test');
    const logits =
      'run' in model
        ? await logitsOfRun(host.library, model.run, images)
        : await logitsOfFile(model.file, images, classNames.length);
    return evaluateLogits(logits, labels, classNames.length);
  },
};

async function logitsOfRun(folder: string, run: RunId, images: Uint8Array): Promise<Float32Array> {
  const library = await Library.open(folder, { role: 'worker' });
  try {
    const trained = trainedRun(library, run);
    const { trainingLogits } = await import('./training-logits');
    return await trainingLogits(trained, images);
  } finally {
    library.close();
  }
}

async function logitsOfFile(
  file: string,
  images: Uint8Array,
  classes: number,
): Promise<Float32Array> {
  const model = await OnnxModel.load(file);
  try {
    const got = model.classNames.length;
    if (got !== classes) throw new UserError('evaluate.classes', { file, got, expected: classes });
    return (await model.read(images)).logits;
  } finally {
    await model.release();
  }
}
