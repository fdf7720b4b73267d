import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Tfjs from '@tensorflow/tfjs-node';
import type { Signatures } from './graph/saved-model';
import { tensorflow, type Tensorflow } from './tensorflow';

export type NamedTensors = Readonly<Record<string, Tfjs.Tensor>>;

/**
 * A graph in libtensorflow with a session of its own, in which its variables live. The file is read once, for all signatures:
 * tfjs-node's own `loadSavedModel` parses it in JavaScript once for each.
 */
export class LoadedGraph<S extends string> {
  readonly #graphs: Tensorflow['graphs'];
  readonly #session: number;
  readonly #signatures: Signatures<S>;

  /** `bytes` as `savedModel` makes them; `signatures` are of the same graph. */
  constructor(bytes: Uint8Array, signatures: Signatures<S>) {
    this.#graphs = tensorflow().graphs;
    this.#signatures = signatures;
    const folder = mkdtempSync(join(tmpdir(), 'inkling-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), bytes);
      mkdirSync(join(folder, 'variables'));
      this.#session = this.#graphs.loadSavedModelMetaGraph(folder, 'serve');
    } finally {
      // TensorFlow has read it; the session lives in memory.
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Runs a signature; the caller disposes of what goes in and what comes out. Throws where an input is missing. */
  call(signature: S, given: NamedTensors): Record<string, Tfjs.Tensor> {
    const { inputs, outputs } = this.#signatures[signature];
    const tensors = Object.keys(inputs).map((name) => {
      const tensor = given[name];
      if (tensor === undefined) throw new Error(`No ${name} for ${signature}.`);
      return tensor;
    });
    const results = this.#graphs.runSavedModel(
      this.#session,
      tensors,
      Object.values(inputs).map(({ ref }) => ({ name: ref })),
      Object.values(outputs).map(({ ref }) => ref),
    );
    return Object.fromEntries(Object.keys(outputs).map((name, i) => [name, results[i]!]));
  }

  dispose(): void {
    this.#graphs.deleteSavedModel(this.#session);
  }
}
