import { z } from 'zod';
import type { LabelledImages } from '../core/data/dataset';
import {
  readingsOf,
  verdictOf,
  type CountedReadings,
  type DataReadings,
} from '../core/data/readings';
import { PIXELS } from '../core/network/types';
import type { OnnxModel } from '../inference/onnx-model';
import { Library } from '../library/library';
import { goOn } from './go-on';
import type { Job } from './job';
import { modelSchema } from './model';
import { classesOfLabels, openModel } from './open-model';
import { bothParts, joined } from './whole-data';

const args = z.strictObject({ dataset: z.string().min(1), model: modelSchema });

/** Images between two events. */
const PACE = 5000;

export interface ReadingsEvent {
  /** Share of the images read so far, 0–1. */
  readonly part: number;
}

/**
 * What a network says to every image of a data set, through ONNX Runtime. The test images are among them and are compared with
 * their labels: that is a look at the test set, and counted as one.
 */
export const readings: Job<typeof args, ReadingsEvent, CountedReadings> = {
  args,
  async run({ dataset, model: which }, { host, control, emit }) {
    const { train, test } = await bothParts(dataset, host);
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const model = await openModel(which, host.library, host.app);
      const logits = await logitsOf(model, [train, test], async (part) => {
        emit({ part });
        await goOn(control);
      }).finally(() => model.release());
      const labels = joined(train.labels, test.labels);
      const classOf = classesOfLabels(model, dataset, train.classNames);
      const result = readingsOf(logits, labels, model.classNames, classOf);
      const accuracy = testAccuracy(result, test, train.labels.length);
      if (accuracy !== null) {
        library.testLooks.note('run' in which ? which.run : null, dataset, accuracy);
      }
      return { ...result, looks: library.testLooks.count(dataset) };
    } finally {
      library.close();
    }
  },
};

/** [N, K], part after part. `progress` is told the share that is done, 0–1. */
async function logitsOf(
  model: OnnxModel,
  parts: readonly LabelledImages[],
  progress: (part: number) => Promise<void>,
): Promise<Float32Array> {
  const all = parts.reduce((sum, { labels }) => sum + labels.length, 0);
  const classes = model.classNames.length;
  const logits = new Float32Array(all * classes);
  let done = 0;
  for (const { images } of parts) {
    for (let start = 0; start < images.length; start += PACE * PIXELS) {
      const slice = images.subarray(start, start + PACE * PIXELS);
      logits.set((await model.read(slice)).logits, done * classes);
      done += slice.length / PIXELS;
      await progress(done / all);
    }
  }
  return logits;
}

/** Over the test images whose label the network was taught; null where there is none. */
function testAccuracy(
  result: DataReadings,
  { labels }: LabelledImages,
  from: number,
): number | null {
  let right = 0;
  let judged = 0;
  labels.forEach((label, n) => {
    const verdict = verdictOf(result, from + n, label);
    if (verdict === 'right') right += 1;
    if (verdict !== 'untaught') judged += 1;
  });
  return judged === 0 ? null : right / judged;
}
