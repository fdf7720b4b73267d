import { rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { softmax } from '../core/metrics/softmax';
import type { Certificate } from '../core/onnx/certificate';
import { certifyModel } from '../inference/certify';
import { OnnxModel } from '../inference/onnx-model';
import { DataSource } from '../library/data-source';
import { unwritable } from '../library/errors';
import { Library } from '../library/library';
import type { Job } from './job';
import { runIdSchema } from './run-id';
import { toOnnx, trainedRun, type TrainedRun } from './trained-run';
import { readTestData } from './training-data';
import { trainingLogits } from './training-logits';

const args = z.strictObject({
  run: runIdSchema,
  /** Absolute path to write the file to; null keeps it in the library alone. */
  file: z.string().min(1).nullable(),
});

export interface ExportResult {
  readonly certificate: Certificate;
  /** SHA-256 of the file. It is in the library under this name if the run has finished; null if it may still change. */
  readonly blob: string | null;
}

/**
 * Writes a run's network as ONNX, once every test example has gone through ONNX Runtime and the training graph with the same
 * outcome. Nothing is written otherwise.
 */
export const exportRun: Job<typeof args, never, ExportResult> = {
  args,
  async run({ run: id, file }, { host }) {
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const trained = trainedRun(library, id);
      const certificate = await certificateOf(
        trained,
        new DataSource(library, host.mnist),
        host.app,
      );
      const bytes = toOnnx(trained, host.app, certificate);
      const finished = trained.run.status === 'finished';
      const blob = finished ? library.models.put(id, bytes, certificate) : null;
      if (file !== null) await writeWhole(file, bytes);
      return { certificate, blob };
    } finally {
      library.close();
    }
  },
};

/** @throws UserError 'certificate.differs' or 'run.dataGone' */
async function certificateOf(
  trained: TrainedRun,
  source: DataSource,
  appVersion: string,
): Promise<Certificate> {
  source.requireOf(trained.run);
  const test = readTestData(trained.run.recipe, source);
  const logits = await trainingLogits(trained, test.images);
  const reference = Float32Array.from(softmax(logits, test.classNames.length));
  const model = await OnnxModel.fromBytes(toOnnx(trained, appVersion, null), trained.run.id);
  try {
    return await certifyModel(model, test, reference);
  } finally {
    await model.release();
  }
}

/** Under another name first, so that a file that is there is whole or untouched. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw unwritable(file, cause);
  }
}
