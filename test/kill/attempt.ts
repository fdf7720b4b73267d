import { nodeFork } from '../../src/cli/node-fork';
import { UserError } from '../../src/core/errors';
import type { RunId } from '../../src/core/metrics/run';
import type { JobHost } from '../../src/jobs/protocol';
import type { JobEvent } from '../../src/jobs/registry';
import { startJob } from '../../src/jobs/supervisor';
import type { Library } from '../../src/library/library';
import type { Random } from './random';
import type { Killed } from './recipes';
import { hookedFork, stageIn, type Aim, type Stage } from './worker';

/** Where trainings of one recipe take place. */
export interface Place {
  /** Built file. */
  readonly worker: string;
  readonly host: JobHost;
  readonly library: Library;
  /** The file the hook writes into. */
  readonly state: string;
}

/** When a process shall be killed: by the hook, or from outside so long after it said that it has started. Both null: not at all. */
export interface Plan {
  readonly aim: Aim | null;
  readonly milliseconds: number | null;
}

export interface Attempt {
  readonly run: RunId;
  /** Of the SIGKILL; null when the training came to its end before it. */
  readonly killedIn: Stage | null;
}

/** How often a person pauses at a message of progress, and makes a single step of a pause. */
const PAUSES = 0.5;
const STEPS = 0.4;

/**
 * Begins the recipe, or goes on with `run`, in a process of its own, while somebody pauses, makes single steps (so that there are
 * checkpoints inside epochs) and sets the learning rate, where the recipe has one to set and it isn't in the library yet.
 */
export async function attempt(
  place: Place,
  { recipe, learningRate }: Killed,
  run: RunId | null,
  plan: Plan,
  random: Random,
): Promise<Attempt> {
  const { library, host, state } = place;
  const known = new Set(library.runs.list().map(({ id }) => id));
  const fork = hookedFork(place.worker, state, plan.aim);
  let timer: NodeJS.Timeout | undefined;
  let asked = learningRate === null || (run !== null && library.changes.of(run).length > 0);
  let third = Infinity;

  const onEvent = (event: JobEvent<'train'>): void => {
    switch (event.type) {
      case 'started':
        third = event.totalSteps / 3;
        if (plan.milliseconds !== null) {
          timer = setTimeout(() => {
            job.kill();
          }, plan.milliseconds);
        }
        break;
      case 'progress':
      case 'pretraining':
        if (!asked && event.step >= third) {
          asked = true;
          job.setLearningRate(learningRate!);
        }
        if (random.chance(PAUSES)) job.control('pause');
        break;
      case 'paused':
        job.control(random.chance(STEPS) ? 'step' : 'run');
    }
  };
  const job = startJob(fork, host, 'train', run === null ? { recipe } : { resume: run }, {
    onEvent,
  });
  try {
    const result = await job.result;
    if (result.outcome !== 'finished')
      throw new Error(`a training nobody stopped has ${result.outcome}`);
    return { run: result.run, killedIn: null };
  } catch (error) {
    if (!wasKilled(error)) throw error;
    return { run: run ?? begun(library, known), killedIn: stageIn(state) };
  } finally {
    clearTimeout(timer);
  }
}

/** Trains the recipe with nobody in the way. `changes` are made at the same steps as in the run it is compared with. */
export async function uninterrupted(
  { worker, host, library }: Place,
  { recipe }: Killed,
  changes: ReturnType<Library['changes']['of']>,
): Promise<{ run: RunId; milliseconds: number }> {
  const args = changes.length === 0 ? { recipe } : { resume: await withChanges() };
  let started = 0;
  const onEvent = ({ type }: JobEvent<'train'>) => {
    if (type === 'started') started = performance.now();
  };
  const { run } = await startJob(nodeFork(worker), host, 'train', args, { onEvent }).result;
  return { run, milliseconds: performance.now() - started };

  /** A run that is stopped before its first step and knows already what will be changed. */
  async function withChanges(): Promise<RunId> {
    const job = startJob(nodeFork(worker), host, 'train', { recipe });
    job.control('stop');
    const stopped = await job.result;
    const { writer, checkpoint } = library.resumeRun(stopped.run);
    if (checkpoint?.step !== 0) throw new Error('it was to stop before its first step');
    for (const change of changes) writer.change(change);
    writer.stop();
    return stopped.run;
  }
}

function wasKilled(error: unknown): boolean {
  return (
    error instanceof UserError &&
    error.code === 'worker.ended' &&
    error.params['how'] === 'signal SIGKILL'
  );
}

/** The run that wasn't there before: a process that is killed may take its first message with it. */
function begun(library: Library, known: ReadonlySet<RunId>): RunId {
  const run = library.runs.list().find(({ id }) => !known.has(id));
  if (run === undefined) throw new Error('a process was killed before it had begun its run');
  return run.id;
}
