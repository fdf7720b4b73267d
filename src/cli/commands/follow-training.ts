import { UserError, type ErrorCode } from '../../core/errors';
import { guessing } from '../../core/metrics/guessing';
import type { RunId } from '../../core/metrics/run';
import type { EpochMetrics } from '../../core/metrics/types';
import { pretrainingStepCost } from '../../core/network/spec';
import type { Recipe } from '../../core/recipe/schema';
import type { JobArgs, JobEvent, JobResult } from '../../jobs/registry';
import { startJob } from '../../jobs/supervisor';
import { ExitCode } from '../exit-code';
import type { CliHost } from '../host';
import { interruptible } from '../interruptible';
import { Progress, type ProgressPlan } from '../progress';
import type { Call } from './context';

type TrainEvent = JobEvent<'train'>;
type Finished = Extract<JobResult<'train'>, { outcome: 'finished' }>;

const DIVERGED: ReadonlySet<ErrorCode> = new Set([
  'training.notANumber',
  'training.infinite',
  'training.exploded',
  'training.reconstructionDiverged',
] as const);

/** How a training that was followed ended. */
export interface Followed {
  readonly exitCode: ExitCode;
  /** Null when it didn't reach its end. */
  readonly finished: Finished | null;
}

/**
 * Starts (or goes on with) a training in a worker and shows how it goes until it ends. Ctrl-C asks for a checkpoint and a
 * stop; a second one ends the worker at once.
 */
export async function followTraining(
  host: CliHost,
  call: Call,
  args: JobArgs<'train'>,
  threads: number,
): Promise<Followed> {
  const { terminal } = call;
  const { t } = terminal.messages;
  let progress: Progress | undefined;
  let run: RunId | undefined;
  let plan: Extract<TrainEvent, { type: 'started' }> | undefined;
  /** Said once while it trains. */
  let advised = false;

  const onEvent = (event: TrainEvent): void => {
    switch (event.type) {
      case 'started':
        run = event.run;
        plan = event;
        progress = new Progress(terminal, host.now, progressPlan(event));
        announce(call, event);
        break;
      case 'progress':
        progress?.advance(event.rows, event.epochs);
        for (const epoch of event.epochs) {
          terminal.json({ event: 'epoch', ...epoch });
          if (advised || plan === undefined || epoch.epoch === plan.epochs) continue;
          const advice = adviceOn(call, plan.recipe, plan.classes, epoch);
          if (advice === null) continue;
          advised = true;
          progress?.clear();
          terminal.note(advice);
        }
        break;
      case 'pretraining':
        progress?.advancePretraining(event.rows, event.epochs);
        for (const epoch of event.epochs) {
          terminal.json({ event: 'pretrainingEpoch', ...epoch });
        }
        break;
      case 'testing':
        progress?.clear();
    }
  };
  const job = startJob(host.fork, call.jobHost, 'train', args, {
    threads,
    onEvent,
    onLastWords: (text) => {
      terminal.warn(text.trimEnd());
    },
  });

  let interrupts = 0;
  try {
    const result = await interruptible(host, job, () => {
      interrupts++;
      progress?.clear();
      terminal.warn(t('cli:train.stopping'));
    });
    progress?.clear();
    if (result.outcome === 'finished') return { exitCode: ExitCode.ok, finished: result };
    const { step, totalSteps } = result;
    terminal.json({ event: 'stopped', run: result.run, step, totalSteps });
    terminal.warn(t('cli:train.stopped', { run: result.run, step, totalSteps }));
    sayHowToGoOn(call, result.run);
    return { exitCode: ExitCode.interrupted, finished: null };
  } catch (error) {
    progress?.clear();
    // What a person can mend leaves the run where its last checkpoint is; a bug has marked it as failed.
    if (!(error instanceof UserError) || (run === undefined && interrupts === 0)) throw error;
    const died = error.code === 'worker.ended';
    const sentence = terminal.messages.error(died ? 'training.ended' : error.code, error.params);
    terminal.warn(t('cli:error', { sentence }));
    if (run !== undefined) {
      terminal.json({ event: 'failed', run, message: error.message });
      // One that has come apart would only do so again.
      if (!DIVERGED.has(error.code)) sayHowToGoOn(call, run);
    }
    return { exitCode: interrupts > 0 ? ExitCode.interrupted : ExitCode.failure, finished: null };
  }
}

function progressPlan(event: Extract<TrainEvent, { type: 'started' }>): ProgressPlan {
  const { recipe, step, totalSteps, epochs, pretrainingSteps, classes } = event;
  const { pretraining } = recipe;
  return {
    step,
    totalSteps,
    epochs,
    pretraining: pretraining && {
      steps: pretrainingSteps,
      epochs: pretraining.epochs,
      stepCost: pretrainingStepCost(recipe, classes),
    },
  };
}

function announce({ terminal }: Call, event: Extract<TrainEvent, { type: 'started' }>): void {
  const { run, recipe, step, totalSteps, epochs, examples, unlabelled, threads } = event;
  const { messages, figures } = terminal;
  const { t } = messages;
  terminal.json({
    event: 'started',
    run,
    seed: recipe.seed,
    epochs,
    step,
    totalSteps,
    pretrainingSteps: event.pretrainingSteps,
    threads,
  });
  terminal.note(
    step === 0
      ? t('cli:train.started', {
          run,
          name: recipe.name,
          examples: figures.whole(examples),
          epochs: t('cli:epochs', { count: epochs }),
        })
      : t('cli:train.resumed', { run, name: recipe.name, step, totalSteps }),
  );
  if (recipe.pretraining !== null && step < event.pretrainingSteps) {
    const count = recipe.pretraining.epochs;
    terminal.note(
      t('cli:train.pretraining', {
        images: figures.whole(unlabelled),
        epochs: t('cli:epochs', { count }),
      }),
    );
  }
  for (const error of event.damaged) {
    if (error.kind === 'user') terminal.warn(messages.error(error.code, error.params));
  }
  if (!event.sameEnvironment) terminal.warn(t('cli:train.otherEnvironment'));
}

function sayHowToGoOn({ terminal, commandLine }: Call, run: RunId): void {
  terminal.warn(terminal.messages.t('cli:train.goOn', { command: commandLine('resume', run) }));
}

/** The end of `train` and `resume`: what came out, as JSON's last line or as sentences. */
export function reportTraining(host: CliHost, call: Call, result: Finished): void {
  const { terminal, commandLine } = call;
  const { t } = terminal.messages;
  const { run, recipe, evaluation, epochs, trainSeconds } = result;
  // Of a resumed run the first epoch may have ended before this process began.
  const firstEpochFromStart = (epochs[0]!.finishedAt - host.startedAt) / 1000;
  terminal.json({
    event: 'done',
    run,
    seed: recipe.seed,
    epochs: recipe.epochs,
    testAccuracy: evaluation.accuracy,
    ...(result.transfer !== null && { transfer: result.transfer }),
    trainSeconds,
    epochSeconds: epochs.map(({ seconds }) => seconds),
    firstEpochFromStartSeconds: firstEpochFromStart > 0 ? firstEpochFromStart : null,
  });
  terminal.result(
    t('cli:train.finished', {
      accuracy: terminal.figures.percent(evaluation.accuracy),
      correct: terminal.figures.whole(evaluation.correct),
      examples: terminal.figures.whole(evaluation.examples),
      seconds: terminal.figures.seconds(trainSeconds),
    }),
  );
  const classes = Math.sqrt(evaluation.confusion.length);
  const advice = adviceOn(call, recipe, classes, epochs.at(-1)!);
  if (advice !== null) terminal.result(advice);
  if (result.transfer !== null) reportTransfer(call, result.transfer);
  if (result.stoppedEarly) {
    terminal.note(
      t('cli:train.stoppedEarly', { epochs: t('cli:epochs', { count: epochs.length }) }),
    );
  }
  terminal.note(t('cli:train.kept', { run, library: call.jobHost.library }));
  terminal.note(t('cli:train.next', { command: commandLine('export', run, 'digits.onnx') }));
}

/** What to do about a network that has learnt nothing in an epoch; null where it has. */
function adviceOn(
  { terminal }: Call,
  recipe: Recipe,
  classes: number,
  epoch: EpochMetrics,
): string | null {
  const found = guessing(recipe, epoch, classes);
  return found && terminal.messages.t(`advice:guessing.${found.cause}`, found.params);
}

/** What the training taught and what was forgotten over it. */
function reportTransfer({ terminal }: Call, transfer: NonNullable<Finished['transfer']>): void {
  const { oldTask, newTask, scaling } = transfer;
  const { t } = terminal.messages;
  const percent = (share: number | null) =>
    share === null ? '–' : terminal.figures.percent(share);
  if (scaling !== null) terminal.note(t('cli:train.scaling', { scaling }));
  terminal.result(
    t('cli:train.transfer', {
      newBefore: percent(newTask.before),
      newAfter: percent(newTask.after),
      oldBefore: percent(oldTask.before),
      oldAfter: percent(oldTask.after),
    }),
  );
}
