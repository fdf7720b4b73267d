import { z } from 'zod';
import { errorToData, UserError, type ErrorData } from '../core/errors';
import { resultOf } from '../core/metrics/checkpoint';
import type { Divergence } from '../core/metrics/divergence';
import { evaluateLogits } from '../core/metrics/evaluation';
import type { RunEnvironment, RunId } from '../core/metrics/run';
import type { EpochMetrics, Evaluation, StepMetrics } from '../core/metrics/types';
import { totalSteps } from '../core/network/spec';
import { ARTICLE_PREPROCESSING } from '../core/network/types';
import { recipeSchema, type Recipe } from '../core/recipe/schema';
import { Library } from '../library/library';
import type { RunWriter } from '../library/run-writer';
import { environment } from '../training/environment';
import { train as runTraining } from '../training/loop';
import type { Checkpoint, RateChange, TrainingControl, TrainingSink } from '../training/types';
import type { Job, JobContext } from './job';
import { readTestData, readTrainingData } from './training-data';
import { located, readBase, startOf, withBase, type Base } from './transfer-base';
import { reportTransfer, type TransferReport } from './transfer-report';
import { runIdSchema } from './run-id';

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
      readonly epochs: number;
      /** Of the training set. */
      readonly examples: number;
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
  const { recipe, base } =
    'recipe' in what
      ? await begunFrom(what.recipe, library, context)
      : { recipe: library.runs.get(what.resume).recipe, base: null };
  const data = readTrainingData(recipe, host.mnist);
  const here = { ...environment(), app: host.app };
  const steps = totalSteps(recipe, data.examples);
  const { writer, from, changes, damaged, begun } =
    'recipe' in what
      ? begin(library, recipe, steps, data.sha256, here)
      : resume(library, what.resume, data.sha256);
  const { run } = writer;
  emit({
    type: 'started',
    run,
    recipe,
    step: from?.step ?? 0,
    totalSteps: steps,
    epochs: recipe.epochs,
    examples: data.examples,
    threads: here.threads,
    sameEnvironment: sameBits(begun, here),
    damaged: damaged.map((error) => errorToData(error)),
  });

  try {
    // A run that ended before its first checkpoint needs its base once more.
    const first = from === null ? (base ?? (await sameBase(recipe, run, library, context))) : null;
    const { outcome, divergence, checkpoint, session } = await runTraining({
      recipe,
      data: data.train,
      replay: data.replay,
      start: first && startOf(recipe, first).layers,
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
        const error = divergedError(divergence, recipe);
        writer.fail(errorToData(error));
        throw error;
      }
      emit({ type: 'testing', run });
      const test = readTestData(recipe, host.mnist);
      // The weights the run has come to: the best epoch's or the average, where it keeps them.
      session.load(resultOf(checkpoint.tensors));
      const logits = session.logits(test.images, ARTICLE_PREPROCESSING);
      const evaluation = evaluateLogits(logits, test.labels, test.classNames.length);
      const transfer =
        recipe.transfer === null
          ? null
          : await reportTransfer(
              recipe,
              base ?? first ?? (await baseIfThere(recipe, run, library, context)),
              (images) => session.logits(images, ARTICLE_PREPROCESSING),
              host.mnist,
            );
      for (const before of [transfer?.oldTask.before, transfer?.newTask.before]) {
        if (typeof before === 'number') library.testLooks.note(null, recipe.dataset, before);
      }
      writer.finish(evaluation);
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

/** A new run's recipe, with what is known of the network it starts from; and that network. */
async function begunFrom(
  recipe: Recipe,
  library: Library,
  { host }: Context,
): Promise<{ recipe: Recipe; base: Base | null }> {
  if (recipe.transfer === null) return { recipe, base: null };
  const from = located(recipe.transfer.from, library);
  const base = await readBase(from, library, host);
  const transfer = { ...recipe.transfer, from };
  return { recipe: withBase({ ...recipe, transfer }, base), base };
}

/** The network a run has started from, read again; null where it started from none. @throws UserError 'transfer.changed' */
async function sameBase(
  { transfer }: Recipe,
  run: RunId,
  library: Library,
  { host }: Context,
): Promise<Base | null> {
  if (transfer === null) return null;
  const base = await readBase(transfer.from, library, host);
  if (base.found.sha256 !== transfer.base?.sha256) throw new UserError('transfer.changed', { run });
  return base;
}

/** The same where the run can do without: it only says what was before. */
async function baseIfThere(...where: Parameters<typeof sameBase>): Promise<Base | null> {
  try {
    return await sameBase(...where);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

interface Beginning {
  readonly writer: RunWriter;
  readonly from: Checkpoint | null;
  /** What a person has changed in this run so far. */
  readonly changes: readonly RateChange[];
  readonly damaged: readonly UserError[];
  /** Where the run began. */
  readonly begun: RunEnvironment;
}

function begin(
  library: Library,
  recipe: Recipe,
  steps: number,
  dataSha256: string,
  here: RunEnvironment,
): Beginning {
  const writer = library.startRun({
    recipe,
    totalSteps: steps,
    dataSha256,
    environment: here,
  });
  return { writer, from: null, changes: [], damaged: [], begun: here };
}

function resume(library: Library, id: RunId, dataSha256: string): Beginning {
  const run = library.runs.get(id);
  if (run.dataSha256 !== dataSha256) throw new UserError('run.otherData', { run: id });
  const { writer, checkpoint, damaged } = library.resumeRun(id);
  const changes = library.changes.of(id);
  return { writer, from: checkpoint, changes, damaged, begun: run.environment };
}

/** What happened, when, and what is likely to help. */
function divergedError({ kind, step, loss, limit }: Divergence, recipe: Recipe): UserError {
  const rate = recipe.optimizer.learningRate;
  const params = { step, rate, try: Number((rate / 10).toPrecision(2)) };
  return kind === 'explosion'
    ? new UserError('training.exploded', {
        ...params,
        loss: Number(loss.toPrecision(3)),
        limit: Number(limit.toPrecision(3)),
      })
    : new UserError(kind === 'nan' ? 'training.notANumber' : 'training.infinite', params);
}

/** Whether both give the same bits; the app's version doesn't count. */
function sameBits(a: RunEnvironment, b: RunEnvironment): boolean {
  return (
    a.threads === b.threads &&
    a.tensorflow === b.tensorflow &&
    a.tfjs === b.tfjs &&
    a.oneDnn === b.oneDnn &&
    a.cpu === b.cpu
  );
}

/** Everything goes to the library first; then whoever watches hears of it. */
function sinkOf(writer: RunWriter, emit: Context['emit']): TrainingSink {
  const { run } = writer;
  const tell = (
    step: number | undefined,
    rows: readonly StepMetrics[],
    epochs: readonly EpochMetrics[],
  ): void => {
    if (step !== undefined) emit({ type: 'progress', run, step, rows, epochs });
  };
  return {
    record(rows, epochs) {
      writer.record(rows, epochs);
      tell(rows.at(-1)?.step, rows, epochs);
    },
    checkpoint(checkpoint, rows, epochs, epochEnd) {
      writer.checkpoint(checkpoint, rows, epochs, epochEnd);
      tell(checkpoint.step, rows, epochs);
    },
    change(change) {
      writer.change(change);
    },
  };
}

/** The loop waits for a change only when it is paused (and has saved): that is when the run's status says so. */
function controlOf({ control, emit }: Context, writer: RunWriter): TrainingControl {
  const { run } = writer;
  return {
    get wanted() {
      return control.wanted;
    },
    stepped() {
      control.stepped();
    },
    takeLearningRate: () => control.takeLearningRate(),
    async changed() {
      writer.setStatus('paused');
      emit({ type: 'paused', run });
      await control.changed();
      if (control.wanted !== 'run') return;
      writer.setStatus('running');
      emit({ type: 'continued', run });
    },
  };
}
