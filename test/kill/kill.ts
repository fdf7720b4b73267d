import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunId } from '../../src/core/metrics/run';
import type { Fingerprint } from '../../src/library/fingerprint';
import { Library } from '../../src/library/library';
import { attempt, uninterrupted, type Place, type Plan } from './attempt';
import { Random } from './random';
import type { Killed } from './recipes';
import { stages, type Stage } from './worker';

/** Of ten kills, how many are aimed at the writing of a checkpoint; the others come at any moment. */
const AIMED_OF_TEN = [1, 3, 5, 8];
/** The most often one run is killed before it may come to its end. */
const MOST_KILLS_A_RUN = 4;
/** SQLite's part of a checkpoint takes about as long, in microseconds. */
const COMMIT = 400;

export interface Kill {
  readonly stage: Stage;
  /** Of the checkpoint that was left to go on from; null: the run had none yet. */
  readonly step: number | null;
  /** It lies inside an epoch. */
  readonly insideEpoch: boolean;
  /** Newer checkpoints that cannot be read. */
  readonly damaged: number;
}

/** A run that was killed and resumed until it was done. */
export interface Survivor {
  readonly kills: readonly Kill[];
  readonly came: Fingerprint;
  /** What the same recipe gave uninterrupted. */
  readonly expected: Fingerprint;
  /** Files in the library that nothing names, after the end. */
  readonly leftOver: number;
}

export interface Outcome {
  readonly recipe: string;
  readonly survivors: readonly Survivor[];
}

export const killsOf = (outcomes: readonly Outcome[]): Kill[] =>
  outcomes.flatMap(({ survivors }) => survivors.flatMap(({ kills }) => kills));

/** Nothing differs, nothing was damaged on the way and nothing is left lying about. */
export const isSame = ({ came, expected, kills, leftOver }: Survivor): boolean =>
  came.all === expected.all &&
  came.weights === expected.weights &&
  leftOver === 0 &&
  kills.every(({ damaged }) => damaged === 0);

interface Options {
  /** Built file. */
  readonly worker: string;
  /** The folder with MNIST's files. */
  readonly mnist: string;
  readonly killed: Killed;
  readonly kills: number;
  readonly seed: number;
}

/** Kills trainings of a recipe so many times in all, resumes each until it is done, and compares. */
export async function killRuns({ worker, mnist, killed, kills, seed }: Options): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-kill-'));
  const library = await Library.open(join(folder, 'library'), { role: 'worker' });
  try {
    const place: Place = {
      worker,
      library,
      host: { library: library.folder, mnist, models: 'resources/models', app: 'kill-tests' },
      state: join(folder, 'state'),
    };
    return { recipe: killed.recipe.name, survivors: await survivorsOf(place, killed, kills, seed) };
  } finally {
    library.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function survivorsOf(
  place: Place,
  killed: Killed,
  kills: number,
  seed: number,
): Promise<Survivor[]> {
  const { library } = place;
  const random = new Random(seed);
  const straight = await uninterrupted(place, killed, []);
  const whole: Whole = { ...sizeOf(library, straight.run), milliseconds: straight.milliseconds };
  const expected = library.fingerprint(straight.run);

  const survivors: Survivor[] = [];
  let done = 0;
  while (done < kills) {
    const wanted = Math.min(random.whole(1, MOST_KILLS_A_RUN), kills - done);
    const { run, kills: these } = await survive(place, killed, whole, wanted, done, random);
    done += these.length;
    const changes = library.changes.of(run);
    const same =
      changes.length === 0
        ? expected
        : library.fingerprint((await uninterrupted(place, killed, changes)).run);
    survivors.push({
      kills: these,
      came: library.fingerprint(run),
      expected: same,
      leftOver: library.blobs.collect(),
    });
  }
  return survivors;
}

/** Of an uninterrupted training. */
interface Whole {
  readonly milliseconds: number;
  readonly steps: number;
  /** Steps after which an epoch ends, those of a pretraining included. */
  readonly epochEnds: ReadonlySet<number>;
}

function sizeOf(library: Library, run: RunId): Omit<Whole, 'milliseconds'> {
  const epochs = [...library.pretraining.epochs(run), ...library.metrics.epochs(run)];
  const { step } = library.runs.get(run);
  return { steps: step, epochEnds: new Set(epochs.map((epoch) => epoch.step)) };
}

/**
 * One run from its beginning to its end, killed `wanted` times on the way. It can be fewer: a kill that would have come after the
 * end is none.
 */
async function survive(
  place: Place,
  killed: Killed,
  whole: Whole,
  wanted: number,
  before: number,
  random: Random,
): Promise<{ run: RunId; kills: Kill[] }> {
  const { library } = place;
  const kills: Kill[] = [];
  let run: RunId | null = null;
  for (;;) {
    const left = wanted - kills.length;
    const plan =
      left > 0
        ? draw(whole, stepOf(library, run), left, before + kills.length, random)
        : { aim: null, milliseconds: null };
    const ended = await attempt(place, killed, run, plan, random);
    run = ended.run;
    if (ended.killedIn === null) return { run, kills };
    const latest = library.checkpoints.latest(run);
    const step = latest?.checkpoint.step ?? null;
    kills.push({
      stage: ended.killedIn,
      step,
      insideEpoch: step !== null && step > 0 && !whole.epochEnds.has(step),
      damaged: latest?.damaged.length ?? 0,
    });
    // Killed between its last commit and saying so.
    if (library.runs.get(run).status === 'finished') return { run, kills };
  }
}

const stepOf = (library: Library, run: RunId | null): number =>
  run === null ? 0 : (library.checkpoints.latest(run)?.checkpoint.step ?? 0);

/** When the next kill comes, so that `left` of them find room in what is left of the run. */
function draw(whole: Whole, step: number, left: number, kill: number, random: Random): Plan {
  const share = ((1 - step / whole.steps) * 2) / (left + 1);
  if (!AIMED_OF_TEN.includes(kill % 10)) {
    return { aim: null, milliseconds: random.below(whole.milliseconds * share) };
  }
  const stage = random.oneOf(stages);
  const aim = {
    checkpoint: 1 + Math.floor(random.below(whole.epochEnds.size * share)),
    file: random.oneOf([1, 2] as const),
    stage,
    microseconds: stage === 'in the transaction' ? random.whole(1, COMMIT) : 0,
  };
  return { aim, milliseconds: null };
}
