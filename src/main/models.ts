import type { ModelInfo, Reading } from '../contract/requests/sketch';
import { tasksOf } from '../core/data/tasks';
import { UserError } from '../core/errors';
import { runName, type Run, type RunId } from '../core/metrics/run';
import { networkSpecOf, parameterCount } from '../core/network/spec';
import type { Network } from '../core/network/types';
import type { OnnxModel } from '../inference/onnx-model';
import type { ShippedModel } from '../inference/shipped';
import type { Model } from '../jobs/model';
import { retryWhileBusy } from '../library/errors';
import type { Library } from '../library/library';
import { Kept } from './kept';

/** How many networks stay in memory; a person compares a few, not dozens. */
const keptModels = 4;

/**
 * The networks the sketchpad can use: `shipped:<file>` and `run:<run>`. ONNX Runtime is loaded with the first of them, not
 * before the window is there.
 */
export class Models {
  readonly #library: Library;
  readonly #appVersion: string;
  readonly #folder: string;
  #shipped: Promise<ShippedModel[]> | undefined;
  readonly #loaded = new Kept(keptModels, (id) => this.#open(id));
  readonly #networks = new Kept(keptModels, (id) => this.#readNetwork(id));

  constructor(library: Library, folder: string, appVersion: string) {
    this.#library = library;
    this.#appVersion = appVersion;
    this.#folder = folder;
  }

  /** The shipped ones, then the finished runs, newest first. */
  async list(): Promise<ModelInfo[]> {
    const shipped = (await this.#listShipped()).map(
      ({ id, name, testAccuracy, classNames, parameters }): ModelInfo => ({
        id: `shipped:${id}`,
        name,
        source: 'shipped',
        runId: null,
        createdAt: null,
        testAccuracy,
        classNames,
        parameters,
      }),
    );
    const runs = this.#library.runs.list().filter(({ status }) => status === 'finished');
    return [...shipped, ...runs.map(describeRun)];
  }

  /** Loads ONNX Runtime and the network the sketchpad begins with, so that the first stroke waits for neither. */
  async warmUp(): Promise<void> {
    const [first] = await this.#listShipped();
    if (first !== undefined) await this.#loaded.get(`shipped:${first.id}`);
  }

  /** @param pixels [784], 0 (paper) to 255 (ink) */
  async read(id: string, pixels: Uint8Array): Promise<Reading> {
    const model = await this.#loaded.get(id);
    const start = performance.now();
    const { probabilities } = await model.read(pixels);
    return { probabilities, microseconds: (performance.now() - start) * 1000 };
  }

  /**
   * A network's numbers: a shipped one's or a run's at its newest checkpoint.
   * @throws UserError 'model.unknown', 'run.unknown' or 'run.noWeights'
   */
  network(id: string): Promise<Network> {
    return this.#networks.get(id);
  }

  /**
   * Where a job finds a network.
   * @throws UserError 'model.unknown'
   */
  async place(id: string): Promise<Model> {
    const [source, name] = id.split(':') as [string, string];
    if (source === 'run') return { run: name as RunId };
    const shipped = (await this.#listShipped()).find((model) => model.id === name);
    if (shipped === undefined) throw new UserError('model.unknown', { model: id });
    return { file: shipped.file };
  }

  async #readNetwork(id: string): Promise<Network> {
    const place = await this.place(id);
    if ('file' in place) return (await import('../jobs/network-of')).networkOfFile(place.file);
    const { trainedRun } = await import('../jobs/trained-run');
    return retryWhileBusy(() => trainedRun(this.#library, place.run).network);
  }

  async #open(id: string): Promise<OnnxModel> {
    const { OnnxModel } = await import('../inference/onnx-model');
    const place = await this.place(id);
    if ('file' in place) return OnnxModel.load(place.file);
    const { trainedRun, toOnnx } = await import('../jobs/trained-run');
    const trained = await retryWhileBusy(() => trainedRun(this.#library, place.run));
    return OnnxModel.fromBytes(toOnnx(trained, this.#appVersion, null), trained.run.recipe.name);
  }

  #listShipped(): Promise<ShippedModel[]> {
    this.#shipped ??= import('../inference/shipped').then(({ listShippedModels }) =>
      listShippedModels(this.#folder),
    );
    return this.#shipped;
  }
}

function describeRun(run: Run): ModelInfo {
  const { id, recipe, createdAt, testAccuracy } = run;
  const { classNames } = tasksOf(recipe, run.dataClassNames);
  return {
    id: `run:${id}`,
    name: runName(run),
    source: 'run',
    runId: id,
    createdAt,
    testAccuracy,
    classNames,
    parameters: parameterCount(networkSpecOf(recipe, classNames.length)),
  };
}
