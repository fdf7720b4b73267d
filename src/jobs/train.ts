import { z } from 'zod';
import { errorToData, UserError, type ErrorData } from '../core/errors';
import { resultOf } from '../core/metrics/checkpoint';
import { evaluateLogits } from '../core/metrics/evaluation';
import type { RunId } from '../core/metrics/run';
import type {
  EpochMetrics,
  Evaluation,
  PretrainingEpoch,
  PretrainingMetrics,
  StepMetrics,
} from '../core/metrics/types';
import { pretrainingSteps, totalSteps } from '../core/network/spec';
import { ARTICLE_PREPROCESSING, PIXELS } from '../core/network/types';
import { recipeSchema, type Recipe } from '../core/recipe/schema';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import { environment } from '../training/environment';
import { train as runTraining } from '../training/loop';
import { tensorflow } from '../training/tensorflow';
import { beginRun, resumeRun, sameBits } from './beginning';
import { divergedError } from './diverged';
import type { Job, JobContext } from './job';
import { runIdSchema } from './run-id';
import { controlOf, sinkOf } from './run-sink';
import { readTestData, readTrainingData } from './training-data';
import type { TransferReport } from './transfer-report';

/** A recipe begins a run; a run is taken up where its newest checkpoint left it. */
const args = z.union([
  z.strictObject({ recipe: recipeSchema }),
  z.strictObject({ resume: runIdSchema }),
]);

export type TrainEvent =
  | {
      readonly type: 'started';
      readonly run: RunId;
      readonly recipe: Recipe;
      readonly step: number;
      readonly totalSteps: number;
      /** The first of them, without labels; 0 where there are none. */
      readonly pretrainingSteps: number;
      readonly epochs: number;
      /** Of the training set. */
      readonly examples: number;
      /** How many the network tells apart. */
      readonly classes: number;
      /** Images it is pretrained on. */
      readonly unlabelled: number;
      readonly threads: number;
      /** False: a resumed run whose bits may differ from here on, because processor or TensorFlow are others. */
      readonly sameEnvironment: boolean;
      /** Newer checkpoints of a resumed run that could not be read. */
      readonly damaged: readonly ErrorData[];
    }
  /** The library has these; `step` is the run's last committed one. */
  | {
      readonly type: 'progress';
      readonly run: RunId;
      readonly step: number;
      readonly rows: readonly StepMetrics[];
      readonly epochs: readonly EpochMetrics[];
    }
  /** The same, inside a pretraining without labels. */
  | {
      readonly type: 'pretraining';
      readonly run: RunId;
      readonly step: number;
      readonly rows: readonly PretrainingMetrics[];
      readonly epochs: readonly PretrainingEpoch[];
    }
  | { readonly type: 'paused' | 'continued' | 'testing'; readonly run: RunId };

export type TrainResult =
  | {
      readonly outcome: 'finished';
      /** Early stopping ended it before its last epoch. */
      readonly stoppedEarly: boolean;
      readonly run: RunId;
      readonly recipe: Recipe;
      readonly evaluation: Evaluation;
      /** Of a run that started from another network. */
      readonly transfer: TransferReport | null;
      /** All of the run's, in order. */
      readonly epochs: readonly EpochMetrics[];
      readonly trainSeconds: number;
    }
  | {
      readonly outcome: 'stopped';
      readonly run: RunId;
      readonly recipe: Recipe;
      readonly step: number;
      readonly totalSteps: number;
    };

type Context = JobContext<TrainEvent>;

/** Trains a run to its end, then measures it on the test set, once. A stop keeps a checkpoint to go on from. */
export const train: Job<typeof args, TrainEvent, TrainResult> = {
  args,
  prepare: () => void tensorflow(),
  async run(what, context) {
    const library = await Library.open(context.host.library, { role: 'worker' });
    try {
      return await trainIn(library, what, context);
    } finally {
      library.close();
    }
  },
};

async function trainIn(
  library: Library,
  what: z.output<typeof args>,
  context: Context,
): Promise<TrainResult> {
  const { host, emit } = context;
  const source = new DataSource(library, host.mnist);
  if ('resume' in what) source.requireOf(library.runs.get(what.resume));
  const given = 'recipe' in what ? what.recipe : library.runs.get(what.resume).recipe;
  const transferring = given.transfer === null ? null : await loadTransferring();
  const { recipe, base } =
    'recipe' in what && transferring !== null
      ? await transferring.begunFrom(given, library, host)
      : { recipe: given, base: null };
  const data = readTrainingData(recipe, source);
  const { name: dataName, classNames: dataClassNames } = source.get(recipe.dataset);
  const here = { ...environment(), app: host.app };
  const unlabelled = (data.unlabelled?.length ?? 0) / PIXELS;
  const firstSteps = pretrainingSteps(recipe, unlabelled);
  const steps = firstSteps + totalSteps(recipe, data.examples);
  const { writer, from, changes, damaged, begun } =
    'recipe' in what
      ? beginRun(library, {
          recipe,
          totalSteps: steps,
          pretrainingSteps: firstSteps,
          dataSha256: data.sha256,
          dataName,
          dataClassNames,
          environment: here,
        })
      : resumeRun(library, what.resume, data.sha256);
  const { run } = writer;
  emit({
    type: 'started',
    run,
    recipe,
    step: from?.step ?? 0,
    totalSteps: steps,
    pretrainingSteps: firstSteps,
    epochs: recipe.epochs,
    examples: data.examples,
    classes: data.train.classNames.length,
    unlabelled,
    threads: here.threads,
    sameEnvironment: sameBits(begun, here),
    damaged: damaged.map((error) => errorToData(error)),
  });

  try {
    // A run that ended before its first checkpoint needs its base once more.
    const first =
      from === null && transferring !== null
        ? (base ?? (await transferring.sameBase(recipe, run, library, host)))
        : null;
    const { outcome, divergence, checkpoint, session } = await runTraining({
      recipe,
      data: data.train,
      unlabelled: data.unlabelled,
      replay: data.replay,
      start: first && transferring!.startOf(recipe, first, dataClassNames).layers,
      validation: data.validation,
      from,
      changes,
      distortionThread: context.distortionThread,
      sink: sinkOf(writer, emit),
      control: controlOf(context, writer),
      clock: Date.now,
    });
    try {
      if (outcome === 'stopped') {
        writer.stop();
        return { outcome, run, recipe, step: checkpoint.step, totalSteps: steps };
      }
      if (divergence !== null) {
        const error = divergedError(divergence, recipe, checkpoint.pretraining === 1);
        writer.fail(errorToData(error));
        throw error;
      }
      emit({ type: 'testing', run });
      const test = readTestData(recipe, source);
      // The weights the run has come to: the best epoch's or the average, where it keeps them.
      session.load(resultOf(checkpoint.tensors));
      const logits = session.logits(test.images, ARTICLE_PREPROCESSING);
      const evaluation = evaluateLogits(logits, test.labels, test.classNames.length);
      const transfer =
        transferring === null
          ? null
          : await transferring.reportTransfer(
              recipe,
              base ?? first ?? (await transferring.baseIfThere(recipe, run, library, host)),
              (images) => session.logits(images, ARTICLE_PREPROCESSING),
              source,
            );
      for (const before of [transfer?.oldTask.before, transfer?.newTask.before]) {
        if (typeof before === 'number') library.testLooks.note(null, recipe.dataset, before);
      }
      writer.finish(evaluation, recipe.dataset);
      const epochs = library.metrics.epochs(run);
      return {
        outcome: 'finished',
        stoppedEarly: outcome === 'stoppedEarly',
        run,
        recipe,
        evaluation,
        transfer,
        epochs,
        trainSeconds: checkpoint.trainSeconds,
      };
    } finally {
      session.dispose();
    }
  } catch (error) {
    // What a person can mend (a full disk) leaves the run as its last commit has it, to be resumed.
    if (!(error instanceof UserError)) writer.fail(errorToData(error));
    throw error;
  }
}

/** To start from another network takes reading ONNX, which no other training shall wait for. */
async function loadTransferring() {
  return {
    ...(await import('./run-base')),
    ...(await import('./transfer-base')),
    ...(await import('./transfer-report')),
  };
}
