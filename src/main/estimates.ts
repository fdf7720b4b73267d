import os from 'node:os';
import type { Estimate } from '../contract/requests/train';
import { MNIST, type DatasetInfo } from '../core/data/dataset-info';
import { trainedExamples } from '../core/data/expected';
import { distorts } from '../core/distortion/settings';
import type { Run, RunEnvironment } from '../core/metrics/run';
import { autoencoderOf } from '../core/network/autoencoder';
import { networkSpecOf, parameterCount } from '../core/network/spec';
import { PIXELS } from '../core/network/types';
import { sameTraining } from '../core/recipe/preset-of';
import { weightCopies } from '../core/recipe/rules';
import { recipeSchema, type Recipe } from '../core/recipe/schema';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import { readSpeed } from '../jobs/speed';
import { startJob } from '../jobs/supervisor';
import { retryWhileBusy } from '../library/errors';
import type { DataSource } from '../library/data-source';
import type { Library } from '../library/library';
import type { Log } from './log';

/** What trainings take on this machine, from what was measured on it. */
export class Estimates {
  readonly #library: Library;
  readonly #data: DataSource;
  readonly #fork: ForkWorker;
  readonly #host: JobHost;
  readonly #log: Log;
  readonly #threads: () => number;

  constructor(
    library: Library,
    data: DataSource,
    fork: ForkWorker,
    host: JobHost,
    log: Log,
    threads: () => number,
  ) {
    this.#library = library;
    this.#data = data;
    this.#fork = fork;
    this.#host = host;
    this.#log = log;
    this.#threads = threads;
  }

  async of(recipe: Recipe): Promise<Estimate> {
    const threads = this.#threads();
    const { cpu, measured, runs, data } = await retryWhileBusy(() => {
      const cpu = thisProcessor();
      return {
        cpu,
        measured: readSpeed(this.#library, cpu, threads),
        runs: this.#library.runs.list(),
        data: this.#data.get(recipe.dataset),
      };
    });
    const earlier = secondsOfEarlierRun(recipe, runs, cpu, threads);
    const scaled =
      measured === null ? null : secondsAtSpeed(recipe, data, measured.imagesPerSecond);
    const here = { cpu, threads, app: this.#host.app };
    return {
      parameters: parametersOf(recipe, data),
      examples: examplesOf(recipe, data),
      seconds: earlier ?? scaled,
      megabytes: measured === null ? null : megabytesOf(recipe, data, measured.megabytes),
      sameAs: this.#sameAs(recipe, runs, here),
    };
  }

  /** The finished run that this recipe would repeat to the bit. One that a person steered is nobody's twin. */
  #sameAs(recipe: Recipe, runs: readonly Run[], here: Here): Estimate['sameAs'] {
    const twin = runs.find(
      (run) => repeats(recipe, run, here) && this.#library.changes.of(run.id).length === 0,
    );
    return twin === undefined ? null : { run: twin.id, name: twin.recipe.name };
  }

  /** Measures this machine once; a measurement is kept in the library. Says whether there is a new one. */
  async measureOnce(): Promise<boolean> {
    const threads = this.#threads();
    const known = await retryWhileBusy(() => readSpeed(this.#library, thisProcessor(), threads));
    if (known !== null) return false;
    const job = startJob(this.#fork, this.#host, 'measure', {}, { threads });
    const { imagesPerSecond } = await job.result;
    this.#log.info(`measured: ${Math.round(imagesPerSecond)} images a second, ${threads} threads`);
    return true;
  }
}

type Here = Pick<RunEnvironment, 'cpu' | 'threads' | 'app'>;

/** Whether a finished run has done what this recipe says, whatever its name, with the same program on the same processor. */
export function repeats(
  recipe: Recipe,
  { recipe: done, status, environment }: Run,
  here: Here,
): boolean {
  return (
    status === 'finished' &&
    environment.cpu === here.cpu &&
    environment.threads === here.threads &&
    environment.app === here.app &&
    recipe.seed === done.seed &&
    sameTraining(recipe, done)
  );
}

function thisProcessor(): string {
  return os.cpus()[0]?.model ?? '';
}

function parametersOf(recipe: Pick<Recipe, 'network'>, { classNames }: DatasetInfo): number {
  return parameterCount(networkSpecOf(recipe, classNames.length));
}

/** The newest finished run that did the same work on the same processor, in seconds for this recipe's epochs. */
export function secondsOfEarlierRun(
  recipe: Recipe,
  runs: readonly Run[],
  cpu: string,
  threads: number,
): number | null {
  const work = workOf(recipe);
  const same = runs.find(
    (run) =>
      run.status === 'finished' &&
      run.environment.cpu === cpu &&
      run.environment.threads === threads &&
      workOf(run.recipe) === work,
  );
  return same === undefined ? null : (same.trainSeconds / same.recipe.epochs) * recipe.epochs;
}

/** What decides how long an epoch takes; the seed and the rates don't. A pretraining makes a run of more than such epochs. */
function workOf(recipe: Recipe): string {
  const { dataset, network, optimizer, batchSize, dropLast, subset, pretraining, epochs } = recipe;
  const { dropout, averageDecay, distortions, validation, labelMap } = recipe;
  return JSON.stringify([
    [dataset, validation?.count, labelMap?.map, subset],
    [network.hidden, optimizer.type, batchSize, dropLast],
    [dropout, averageDecay !== null, distorts(distortions)],
    pretraining && [pretraining.epochs, pretraining.batchSize, pretraining.optimizer.type, epochs],
  ]);
}

/** Labelled examples of an epoch. */
function examplesOf(recipe: Recipe, { trainCount, classNames }: DatasetInfo): number {
  return trainedExamples(recipe, trainCount, classNames.length);
}

/**
 * `imagesPerSecond` was measured with the article's network. An image costs about two multiplications and additions a weight
 * forward and four backward, so time goes with the number of parameters (784-1000-500-10: 12.7 times as many, 11.6 times the
 * time).
 */
export function secondsAtSpeed(recipe: Recipe, data: DatasetInfo, imagesPerSecond: number): number {
  const { epochs, pretraining } = recipe;
  const autoencoder = parameterCount(autoencoderOf(networkSpecOf(recipe, data.classNames.length)));
  const work =
    examplesOf(recipe, data) * epochs * parametersOf(recipe, data) +
    (pretraining === null ? 0 : data.trainCount * pretraining.epochs * autoencoder);
  return work / parametersOf(recipeSchema.parse({}), MNIST) / imagesPerSecond;
}

/**
 * What was measured with the article's network and the whole of MNIST, and what a recipe has beyond that: copies of its
 * weights, what a batch leaves in each layer for the way back, other images, and again where they are distorted. In megabytes.
 */
export function megabytesOf(recipe: Recipe, data: DatasetInfo, measured: number): number {
  const more = bytesOf(recipe, data) - bytesOf(recipeSchema.parse({}), MNIST);
  return Math.max(measured, measured + more / 1e6);
}

function bytesOf(recipe: Recipe, data: DatasetInfo): number {
  const { batchSize, network, optimizer, distortions, pretraining } = recipe;
  const weights = parametersOf(recipe, data) * weightCopies(optimizer);
  const decoding =
    pretraining === null
      ? 0
      : parameterCount(autoencoderOf(networkSpecOf(recipe, data.classNames.length))) *
        weightCopies(pretraining.optimizer);
  const units = network.hidden.reduce((sum, layer) => sum + layer.units, 0);
  // Pixels, then sums, outputs and gradients of each unit.
  const batch = batchSize * (PIXELS + 3 * units);
  const images = data.trainCount * PIXELS * (distorts(distortions) ? 2 : 1);
  return 4 * (Math.max(weights, decoding) + batch) + images;
}
