import type { ErrorData } from '../core/errors';
import { weightsOf, type Checkpoint } from '../core/metrics/checkpoint';
import type { RunId } from '../core/metrics/run';
import type {
  EpochMetrics,
  Evaluation,
  PretrainingEpoch,
  PretrainingMetrics,
  StepMetrics,
} from '../core/metrics/types';
import { encodeTensors, type Tensor } from '../core/network/safetensors';
import type { Blobs } from './blobs';
import type { Change, Changes } from './changes';
import { keepsWeightsOf, type Checkpoints } from './checkpoints';
import type { Connection } from './connection';
import type { Evaluations } from './evaluations';
import type { Leases } from './leases';
import type { Metrics } from './metrics';
import type { Pretraining } from './pretraining';
import type { Runs } from './runs';
import type { TestLooks } from './test-looks';

/** What a writer works on: the parts of one library. */
export interface RunParts {
  readonly connection: Connection;
  readonly blobs: Blobs;
  readonly leases: Leases;
  readonly runs: Runs;
  readonly metrics: Metrics;
  readonly pretraining: Pretraining;
  readonly checkpoints: Checkpoints;
  readonly evaluations: Evaluations;
  readonly changes: Changes;
  readonly testLooks: TestLooks;
}

/**
 * Writes one run, for the process that holds its lease: a training's sink, and what becomes of the run. When a call returns, it
 * is on the disk; when it throws, nothing of it is there and what was there before still is.
 */
export class RunWriter {
  readonly run: RunId;
  readonly #parts: RunParts;
  /** Epochs the recipe asks for. */
  readonly #epochs: number;

  constructor(run: RunId, epochs: number, parts: RunParts) {
    this.run = run;
    this.#epochs = epochs;
    this.#parts = parts;
  }

  record(rows: readonly StepMetrics[], epochs: readonly EpochMetrics[]): void {
    this.#write(() => {
      this.#parts.metrics.append(this.run, rows, epochs);
    });
  }

  /** Keeps the checkpoint and the metrics up to it together. `epochEnd`: `epochs` ends with the epoch whose weights these are. */
  checkpoint(
    checkpoint: Checkpoint,
    rows: readonly StepMetrics[],
    epochs: readonly EpochMetrics[],
    epochEnd: boolean,
  ): void {
    const { blobs, checkpoints, metrics } = this.#parts;
    const { tensors, ...counters } = checkpoint;
    const epoch = epochEnd ? this.#epochAt(checkpoint.step, epochs) : undefined;
    const weights = epoch === undefined ? undefined : this.#weightsToKeep(epoch, tensors);
    const contents = [encodeTensors(tensors), ...(weights === undefined ? [] : [weights])];

    const replaced = blobs.keep(contents, ([full, weightsOnly]) => {
      this.#requireLease();
      metrics.append(this.run, rows, epochs);
      if (epoch !== undefined && weightsOnly !== undefined) {
        checkpoints.putWeights(this.run, { epoch, step: counters.step, blob: weightsOnly });
      }
      return checkpoints.put(this.run, counters, full!);
    });
    blobs.removeUnused(replaced);
  }

  /** Keeps what a pretraining without labels has to tell, and the checkpoint of that moment if there is one. */
  pretrained(
    rows: readonly PretrainingMetrics[],
    epochs: readonly PretrainingEpoch[],
    checkpoint: Checkpoint | null,
  ): void {
    const { blobs, checkpoints, pretraining } = this.#parts;
    if (checkpoint === null) {
      this.#write(() => {
        pretraining.append(this.run, rows, epochs);
      });
      return;
    }
    const { tensors, ...counters } = checkpoint;
    const replaced = blobs.keep([encodeTensors(tensors)], ([blob]) => {
      this.#requireLease();
      pretraining.append(this.run, rows, epochs);
      return checkpoints.put(this.run, counters, blob!);
    });
    blobs.removeUnused(replaced);
  }

  /** Keeps a person's change before it acts. */
  change(change: Change): void {
    this.#write(() => {
      this.#parts.changes.put(this.run, change);
    });
  }

  /** While it is being trained. */
  setStatus(status: 'running' | 'paused'): void {
    this.#write(() => {
      this.#parts.runs.setStatus(this.run, status);
    });
  }

  /** It goes no further for now, and another process may take it up. */
  stop(): void {
    this.#end(() => {
      this.#parts.runs.setStatus(this.run, 'stopped');
    });
  }

  /** `dataset` is the one whose test part was looked at. */
  finish(evaluation: Evaluation, dataset = 'mnist'): void {
    this.#end(() => {
      this.#parts.testLooks.add(this.run, dataset, evaluation.accuracy);
      this.#parts.evaluations.put(this.run, evaluation);
      this.#parts.runs.setStatus(this.run, 'finished');
    });
  }

  fail(error: ErrorData): void {
    this.#end(() => {
      this.#parts.runs.setStatus(this.run, 'failed', error);
    });
  }

  #end(work: () => void): void {
    this.#write(() => {
      work();
      this.#parts.leases.release(this.run);
    });
  }

  #write(work: () => void): void {
    this.#parts.connection.write(() => {
      this.#requireLease();
      work();
    });
  }

  #requireLease(): void {
    if (this.#parts.leases.isOurs(this.run)) return;
    throw new Error(`process ${process.pid} writes run ${this.run} without holding its lease`);
  }

  /** The file of an epoch's weights; undefined for an epoch that is thinned out. */
  #weightsToKeep(epoch: number, tensors: readonly Tensor[]): Uint8Array | undefined {
    const bytes = encodeTensors(weightsOf(tensors));
    return keepsWeightsOf(epoch, this.#epochs, bytes.length) ? bytes : undefined;
  }

  #epochAt(step: number, epochs: readonly EpochMetrics[]): number {
    const all = [...this.#parts.metrics.epochs(this.run), ...epochs];
    const epoch = all.find((e) => e.step === step)?.epoch;
    if (epoch === undefined) {
      throw new Error(
        `run ${this.run}: no epoch ends at step ${step}, where its weights were given`,
      );
    }
    return epoch;
  }
}
