import { createRequire } from 'node:module';
import type * as Tfjs from '@tensorflow/tfjs-node';

export type Tensorflow = typeof Tfjs;

// Not called `require`: electron-vite declares that in the bundle.
const load = createRequire(import.meta.url);
let loaded: Tensorflow | undefined;

/**
 * Loads tfjs-node and the libtensorflow behind it (about a second). Only a worker may call it: thread counts are read from
 * TF_NUM_INTRAOP_THREADS and TF_NUM_INTEROP_THREADS at this moment and never again.
 */
export function tensorflow(): Tensorflow {
  if (loaded === undefined) {
    // tfjs-node 4.22 calls util.isNullOrUndefined, which Node 23 removed.
    const util = load('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
    util.isNullOrUndefined ??= (value) => value === null || value === undefined;
    loaded = load('@tensorflow/tfjs-node') as Tensorflow;
  }
  return loaded;
}
