import { createHash } from 'node:crypto';
import { weightsOf, type Checkpoint } from '../core/metrics/checkpoint';
import type { RunId } from '../core/metrics/run';
import { encodeTensors } from '../core/network/safetensors';
import { sha256 } from './blobs';
import type { Changes } from './changes';
import type { Checkpoints } from './checkpoints';
import type { Evaluations } from './evaluations';
import type { Metrics } from './metrics';
import type { Pretraining } from './pretraining';

/** SHA-256s, in hex. */
export interface Fingerprint {
  /** Of the newest checkpoint's weights, as a safetensors file: the same name the weights of its epoch have as a blob. */
  readonly weights: string;
  /**
   * Of everything two runs share when one is the exact resume of the other: weights, slots, averages, sums, curves, what a person
   * changed, the weights of epochs, how it did on the test set.
   */
  readonly all: string;
}

/** Of a checkpoint's counters. */
const WALL_CLOCK: ReadonlySet<string> = new Set<keyof Checkpoint>(['epochSeconds', 'trainSeconds']);

export interface FingerprintParts {
  readonly metrics: Metrics;
  readonly pretraining: Pretraining;
  readonly checkpoints: Checkpoints;
  readonly changes: Changes;
  readonly evaluations: Evaluations;
}

/** What a run came to, without the wall clock. The run must have a checkpoint. */
export function fingerprintOf(
  run: RunId,
  { metrics, pretraining, checkpoints, changes, evaluations }: FingerprintParts,
): Fingerprint {
  const latest = checkpoints.latest(run);
  if (latest === null) throw new Error(`run ${run} has no checkpoint to take a fingerprint of`);
  const { tensors, ...counters } = latest.checkpoint;
  const hash = createHash('sha256').update(encodeTensors(tensors));
  const add = (...numbers: number[]) => hash.update(new Float64Array(numbers));

  for (const [name, value] of Object.entries(counters).sort()) {
    if (WALL_CLOCK.has(name)) continue;
    hash.update(name);
    add(value);
  }
  for (const r of pretraining.since(run, 0)) {
    add(r.step, r.examples, r.loss, r.learningRate, r.gradientNorm);
  }
  for (const e of pretraining.epochs(run)) add(e.epoch, e.step, e.loss);
  for (const r of metrics.since(run, 0)) {
    add(r.step, r.examples, r.loss, r.accuracy, r.learningRate, r.gradientNorm);
  }
  for (const e of metrics.epochs(run)) {
    add(e.epoch, e.step, e.loss, e.accuracy);
    if (e.validation !== null) add(e.validation.loss, e.validation.accuracy);
  }
  for (const w of checkpoints.weights(run)) {
    add(w.epoch, w.step);
    hash.update(w.blob);
  }
  hash.update('changes');
  for (const c of changes.of(run)) add(c.step, c.learningRate);
  const tested = evaluations.get(run);
  if (tested !== null) {
    hash.update('test');
    add(tested.examples, tested.correct, tested.loss, ...tested.confusion);
  }
  return { weights: sha256(encodeTensors(weightsOf(tensors))), all: hash.digest('hex') };
}
