import { createRequire, Module } from 'node:module';
import type * as Tfjs from '@tensorflow/tfjs-node';

/** What of tfjs the training uses: tensors, and sessions of graphs. */
export interface Tensorflow extends Core {
  readonly graphs: Graphs;
  readonly version: Readonly<Record<'tfjs-node', string>>;
}

/** Of tfjs-node's backend what its `loadSavedModel` is made of: sessions of graphs, by number. */
interface Graphs {
  /** A folder with `saved_model.pb`; tags with commas between them. */
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  /** Inputs and outputs by the names of the graph, 'node:0'. */
  runSavedModel(
    session: number,
    inputs: readonly Tfjs.Tensor[],
    inputNames: readonly { readonly name: string }[],
    outputNames: readonly string[],
  ): Tfjs.Tensor[];
  deleteSavedModel(session: number): void;
}

type Core = Pick<
  typeof Tfjs,
  | 'backend'
  | 'dispose'
  | 'matMul'
  | 'randomNormal'
  | 'registerBackend'
  | 'setBackend'
  | 'tensor'
  | 'tidy'
>;

const tfjsNode = '@tensorflow/tfjs-node';
// Not called `require`: electron-vite declares that in the bundle.
const load = createRequire(import.meta.url);
let loaded: Tensorflow | undefined;

/**
 * Loads tfjs-node and the libtensorflow behind it (a quarter of a second). Only a worker may call it: thread counts are read
 * from TF_NUM_INTRAOP_THREADS and TF_NUM_INTEROP_THREADS at this moment and never again.
 */
export function tensorflow(): Tensorflow {
  loaded ??= loadTensorflow();
  return loaded;
}

/**
 * What tfjs-node's own index.js does, without the layers, converters and browser backends it brings along, which nothing
 * here uses: a third of the time until a training begins (340 against 225 ms of processor time).
 */
function loadTensorflow(): Tensorflow {
  // tfjs-node 4.22 calls util.isNullOrUndefined, which Node 23 removed.
  const util = load('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;

  const inTfjsNode = createRequire(load.resolve(`${tfjsNode}/package.json`));
  const core = inTfjsNode('@tensorflow/tfjs-core') as Core;
  // tfjs-node's modules ask for the union package of which they use the core alone.
  const union = inTfjsNode.resolve('@tensorflow/tfjs');
  inTfjsNode.cache[union] = Object.assign(new Module(union), { exports: core, loaded: true });

  load(`${tfjsNode}/dist/register_all_kernels`);
  const { NodeJSKernelBackend } = load(`${tfjsNode}/dist/nodejs_kernel_backend`) as {
    NodeJSKernelBackend: new (binding: unknown, name: string) => Tfjs.KernelBackend & Graphs;
  };
  const { version } = load(`${tfjsNode}/dist/version`) as { version: string };
  const binding = load(`${tfjsNode}/lib/napi-v8/tfjs_binding.node`) as unknown;
  const backend = new NodeJSKernelBackend(binding, tfjsNode);
  core.registerBackend('tensorflow', () => backend);
  void core.setBackend('tensorflow');
  return { ...core, graphs: backend, version: { 'tfjs-node': version } };
}
