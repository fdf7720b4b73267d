import os from 'node:os';
import type { Estimate } from '../contract/requests/train';
import { MNIST, type DatasetInfo } from '../core/data/dataset-info';
import type { Run } from '../core/metrics/run';
import { autoencoderOf } from '../core/network/autoencoder';
import { networkSpecOf, parameterCount } from '../core/network/spec';
import { recipeSchema, type Recipe } from '../core/recipe/schema';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import { readSpeed } from '../jobs/speed';
import { startJob } from '../jobs/supervisor';
import { retryWhileBusy } from '../library/errors';
import type { DataSource } from '../library/data-source';
import type { Library } from '../library/library';
import type { Log } from './log';

/** How long trainings take on this machine, from what was measured on it. */
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
    return { parameters: parametersOf(recipe, data), seconds: earlier ?? scaled };
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
function workOf({
  dataset,
  network,
  optimizer,
  batchSize,
  dropLast,
  subset,
  pretraining,
  epochs,
}: Recipe): string {
  return JSON.stringify([
    dataset,
    network.hidden,
    optimizer.type,
    batchSize,
    dropLast,
    subset,
    pretraining && [pretraining.epochs, pretraining.batchSize, pretraining.optimizer.type, epochs],
  ]);
}

/** Labelled examples of an epoch. */
function examplesOf({ subset, labelMap }: Recipe, { trainCount, classNames }: DatasetInfo): number {
  if (subset.type === 'all') return trainCount;
  const mapped = new Set(labelMap?.map.filter((target) => target !== null)).size;
  const classes = subset.type === 'perClass' ? mapped || classNames.length : 1;
  return Math.min(trainCount, subset.count * classes);
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
