import path from 'node:path';
import type { TransferBaseInfo } from '../contract/requests/train';
import { tasksOf } from '../core/data/tasks';
import { UserError } from '../core/errors';
import type { RunId } from '../core/metrics/run';
import type { TransferSettings } from '../core/recipe/transfer';
import { retryWhileBusy } from '../library/errors';
import type { Library } from '../library/library';

/** Networks a training may start from, looked at before it does. */
export class TransferBases {
  readonly #library: Library;
  /** With the networks that come with the app. */
  readonly #folder: string;

  constructor(library: Library, folder: string) {
    this.#library = library;
    this.#folder = folder;
  }

  /** @throws UserError where there is no such network, or it cannot be trained on */
  async describe(from: TransferSettings['from']): Promise<TransferBaseInfo> {
    switch (from.type) {
      case 'run': {
        const { recipe, dataClassNames } = await retryWhileBusy(() =>
          this.#library.runs.get(from.run as RunId),
        );
        const { classNames } = tasksOf(recipe, dataClassNames);
        return { hidden: recipe.network.hidden, classNames };
      }
      case 'shipped':
        return this.#shipped(from.id);
      case 'file':
        return ofFile(from.path);
    }
  }

  async #shipped(id: string): Promise<TransferBaseInfo> {
    const { listShippedModels } = await import('../inference/shipped');
    const known = await listShippedModels(this.#folder);
    const found = known.find((model) => model.id === id);
    if (found === undefined) {
      throw new UserError('transfer.shipped', { id, known: known.map((m) => m.id).join(', ') });
    }
    return ofFile(found.file);
  }
}

async function ofFile(file: string): Promise<TransferBaseInfo> {
  const { readModelFile } = await import('../inference/model-file');
  const { importOnnx, inputScalings } = await import('../core/onnx/import');
  // Which scaling it wants makes no difference to its layers.
  const network = importOnnx(await readModelFile(file), path.basename(file), inputScalings.pixels);
  return { hidden: [...network.spec.hidden], classNames: network.classNames };
}
