import { z } from 'zod';
import { errorToData, UserError, type ErrorData } from '../core/errors';
import { argMax } from '../core/metrics/softmax';
import { OnnxModel } from '../inference/onnx-model';
import { digitOf, readImage } from './image-file';
import type { Job } from './job';
import { modelSchema } from './model';
import { openModel } from './open-model';

const args = z.strictObject({
  model: modelSchema,
  /** Absolute paths of pictures with one digit each. */
  files: z.array(z.string().min(1)).min(1),
});

/** One picture, as soon as it is read. `index` says which of `files`. */
export type ClassifyEvent =
  | {
      readonly index: number;
      readonly className: string;
      /** [K], sum 1, in the order of the network's classes. */
      readonly probabilities: readonly number[];
    }
  | { readonly index: number; readonly error: ErrorData };

/** Reads digits from pictures, one after the other. A picture that can't be read doesn't keep the others from being read. */
export const classify: Job<typeof args, ClassifyEvent, { readonly failed: number }> = {
  args,
  async run({ model: which, files }, { host, emit }) {
    const model = await openModel(which, host.library, host.app);
    try {
      let failed = 0;
      for (const [index, file] of files.entries()) {
        try {
          const probabilities = await readDigit(model, file);
          const className = model.classNames[argMax(probabilities, 0, probabilities.length)]!;
          emit({ index, className, probabilities: [...probabilities] });
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          failed++;
          emit({ index, error: errorToData(error) });
        }
      }
      return { failed };
    } finally {
      await model.release();
    }
  },
};

async function readDigit(model: OnnxModel, file: string): Promise<Float32Array> {
  const { probabilities } = await model.read(digitOf(await readImage(file), file));
  return probabilities;
}
