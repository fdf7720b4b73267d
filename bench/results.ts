import type { AppFigures } from './app/figures';
import type { Machine } from './machine';
import type { Peer } from './place';
import type { Product, ProductTimes } from './products';
import type { Readings } from './readings';
import { median } from './statistics';
import type { Trainer, Training } from './trainings';

/** A trainer with what it gave, round by round. */
export interface Measured {
  readonly trainer: Trainer;
  readonly trainings: readonly Training[];
}

/** The products of one step of a network's training, and how long each library took for them, round by round. */
export interface MeasuredProducts {
  readonly network: string;
  readonly stepsPerEpoch: number;
  readonly products: readonly Product[];
  readonly rounds: readonly (readonly ProductTimes[])[];
}

/** Everything one run of the bench found. */
export interface Results {
  readonly date: Date;
  readonly command: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly load: { readonly before: string; readonly after: string };
  /** The core everything but the starts and the window was held to. */
  readonly core: number | null;
  readonly rounds: number;
  readonly epochs: number;
  readonly peers: Readonly<Record<string, Peer>>;
  /** Peers that are installed and did not run to their end, each with its last words. */
  readonly failures: readonly string[];
  /** The article's recipe, everybody. */
  readonly article: readonly Measured[];
  /** One epoch of it, on all cores, for the time from the start of the process. */
  readonly starts: readonly Measured[];
  /** 784-1000-500-10, batch 128: this trainer on one thread, on two, and on one with distortions. */
  readonly large: readonly Measured[];
  readonly products: { readonly article: MeasuredProducts; readonly large: MeasuredProducts };
  readonly readings: readonly Readings[];
  readonly app: AppFigures | { readonly missing: string };
}

/** Seconds of an epoch: the median over the rounds of each training's median, its first epoch (compilers, caches) left out. */
export function epochSeconds({ trainings }: Measured): number {
  return median(trainings.map(ofOneTraining));
}

export function epochRange({ trainings }: Measured): readonly [number, number] {
  const all = trainings.map(ofOneTraining);
  return [Math.min(...all), Math.max(...all)];
}

function ofOneTraining({ epochSeconds }: Training): number {
  return median(epochSeconds.length > 1 ? epochSeconds.slice(1) : epochSeconds);
}

export function startSeconds({ trainings }: Measured): number {
  return median(trainings.map(({ startToFirstEpoch }) => startToFirstEpoch));
}

/** Bytes; the largest of the rounds, null where the system doesn't tell. */
export function peakBytes({ trainings }: Measured): number | null {
  const known = trainings.map((training) => training.peakBytes).filter((bytes) => bytes !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** The setting of a group with the least of something; undefined when nobody of the group is there. */
export function bestOf(
  measured: readonly Measured[],
  group: Trainer['group'],
  seconds: (one: Measured) => number,
): Measured | undefined {
  return measured
    .filter(({ trainer }) => trainer.group === group)
    .sort((a, b) => seconds(a) - seconds(b))[0];
}

/** Seconds one step's products take each library, median over the rounds, the fastest first. */
export function productSeconds({
  rounds,
}: MeasuredProducts): { readonly version: string; readonly seconds: number }[] {
  const versions = (rounds[0] ?? []).map(({ version }) => version);
  return versions
    .map((version, i) => ({
      version,
      seconds: median(rounds.map((round) => round[i]!.seconds.reduce((sum, s) => sum + s, 0))),
    }))
    .sort((a, b) => a.seconds - b.seconds);
}
