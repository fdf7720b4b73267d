import { z } from 'zod';
import type { EpochWeights, Run, RunId } from '../../core/metrics/run';
import type {
  EpochMetrics,
  Evaluation,
  PretrainingEpoch,
  PretrainingMetrics,
  StepMetrics,
} from '../../core/metrics/types';
import type { NetworkComparison } from '../../core/metrics/comparison';
import type { Certificate } from '../../core/onnx/certificate';
import { none, request, runId } from './request';

/** One line. */
const title = z.string().trim().min(1).max(80);
const tag = z.string().trim().min(1).max(40);
export const TAGS_MOST = 20;
export const NOTES_MOST = 20_000;

/** A run that was brought in from a file, and whether it was here before (library/run-archive.ts). */
export interface OpenedRun {
  readonly run: RunId;
  readonly name: string;
  readonly outcome: 'new' | 'known' | 'restored' | 'copy';
}

/** What is known of a run besides its curves. */
export interface RunFacts {
  /** Of the learning rate, while it was under way: from `step` (0-based) on. */
  readonly changes: readonly { readonly step: number; readonly learningRate: number }[];
  /** How often this library has looked at the test set with this run, and with any run of the same data. */
  readonly testLooks: number;
  readonly dataLooks: number;
}

export const COMPARED_MOST = 6;

export const runsRequests = {
  'run.delete': request(runId).returns<null>(),
  'run.undelete': request(runId).returns<null>(),
  /** null: as its recipe is called. */
  'run.setTitle': request(z.strictObject({ run: runId, title: title.nullable() })).returns<null>(),
  'run.setNotes': request(
    z.strictObject({ run: runId, notes: z.string().max(NOTES_MOST) }),
  ).returns<null>(),
  'run.setTags': request(
    z.strictObject({ run: runId, tags: z.array(tag).max(TAGS_MOST) }),
  ).returns<null>(),
  'run.list': request(none).returns<Run[]>(),
  'run.get': request(runId).returns<Run>(),
  /** Intervals after step `since` (0: all). */
  'run.metrics': request(z.strictObject({ run: runId, since: z.int().min(0) })).returns<
    StepMetrics[]
  >(),
  'run.epochs': request(runId).returns<EpochMetrics[]>(),
  /** What a run has to show of a pretraining without labels: intervals after step `since` (0: all), and its epochs. */
  'run.pretraining': request(z.strictObject({ run: runId, since: z.int().min(0) })).returns<{
    rows: PretrainingMetrics[];
    epochs: PretrainingEpoch[];
  }>(),
  'run.weights': request(runId).returns<EpochWeights[]>(),
  'run.evaluation': request(runId).returns<Evaluation | null>(),
  /** Asks where to, writes everything of the run into one file; null when the person cancels the dialog. */
  'run.save': request(runId).returns<{ file: string } | null>(),
  /** Asks for such a file and brings its run in; null when the person cancels the dialog. */
  'run.open': request(none).returns<OpenedRun | null>(),
  /** Asks where to, writes a model card; it looks at the test set once. null when the person cancels the dialog. */
  'run.card': request(runId).returns<{ file: string } | null>(),
  'run.facts': request(runId).returns<RunFacts>(),
  /** SHA-256s of its weights, and of all that an exact resume must give again. */
  'run.fingerprint': request(runId).returns<{ weights: string; all: string }>(),
  /** Each with each other on the same test examples; looks at the test set once a run. */
  'runs.compare': request(z.array(runId).min(2).max(COMPARED_MOST)).returns<NetworkComparison>(),
  /** Asks where to, writes a certified ONNX file; null when the person cancels the dialog. */
  'run.export': request(runId).returns<{ file: string; certificate: Certificate } | null>(),
} as const;
