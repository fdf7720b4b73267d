import type { ModelInfo, Reading } from '../contract/requests/sketch';
import { DIGITS } from '../core/data/dataset';
import { tasksOf } from '../core/data/tasks';
import { UserError } from '../core/errors';
import type { Run, RunId } from '../core/metrics/run';
import { networkSpecOf, parameterCount } from '../core/network/spec';
import type { OnnxModel } from '../inference/onnx-model';
import type { ShippedModel } from '../inference/shipped';
import type { Library } from '../library/library';

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
  /** By id, the most recently used last. */
  readonly #loaded = new Map<string, Promise<OnnxModel>>();

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
    if (first !== undefined) await this.#load(`shipped:${first.id}`);
  }

  /** @param pixels [784], 0 (paper) to 255 (ink) */
  async read(id: string, pixels: Uint8Array): Promise<Reading> {
    const model = await this.#load(id);
    const start = performance.now();
    const { probabilities } = await model.read(pixels);
    return { probabilities, microseconds: (performance.now() - start) * 1000 };
  }

  #load(id: string): Promise<OnnxModel> {
    const kept = this.#loaded.get(id);
    const loaded = kept ?? this.#open(id);
    this.#loaded.delete(id);
    this.#loaded.set(id, loaded);
    if (kept === undefined) {
      // What could not be opened may be there the next time it is asked for.
      loaded.catch(() => this.#loaded.delete(id));
      // Its memory is freed with the object, so not before a reading that still uses it is done.
      const [oldest] = this.#loaded.keys();
      if (this.#loaded.size > keptModels && oldest !== undefined) this.#loaded.delete(oldest);
    }
    return loaded;
  }

  async #open(id: string): Promise<OnnxModel> {
    const { OnnxModel } = await import('../inference/onnx-model');
    const [source, name] = id.split(':') as [string, string];
    if (source === 'run') {
      const { trainedRun, toOnnx } = await import('../jobs/trained-run');
      const trained = trainedRun(this.#library, name as RunId);
      return OnnxModel.fromBytes(toOnnx(trained, this.#appVersion, null), trained.run.recipe.name);
    }
    const shipped = (await this.#listShipped()).find((model) => model.id === name);
    if (shipped === undefined) throw new UserError('model.unknown', { model: id });
    return OnnxModel.load(shipped.file);
  }

  #listShipped(): Promise<ShippedModel[]> {
    this.#shipped ??= import('../inference/shipped').then(({ listShippedModels }) =>
      listShippedModels(this.#folder),
    );
    return this.#shipped;
  }
}

function describeRun({ id, recipe, testAccuracy }: Run): ModelInfo {
  const { classNames } = tasksOf(recipe, DIGITS);
  return {
    id: `run:${id}`,
    name: recipe.name,
    source: 'run',
    runId: id,
    testAccuracy,
    classNames,
    parameters: parameterCount(networkSpecOf(recipe, classNames.length)),
  };
}
