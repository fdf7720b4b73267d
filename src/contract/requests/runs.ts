import { z } from 'zod';
import type { EpochWeights, Run } from '../../core/metrics/run';
import type { EpochMetrics, Evaluation, StepMetrics } from '../../core/metrics/types';
import type { Certificate } from '../../core/onnx/certificate';
import { none, request, runId } from './request';

/** One line. */
const title = z.string().trim().min(1).max(80);
const tag = z.string().trim().min(1).max(40);
export const TAGS_MOST = 20;
export const NOTES_MOST = 20_000;

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
  'run.weights': request(runId).returns<EpochWeights[]>(),
  'run.evaluation': request(runId).returns<Evaluation | null>(),
  /** Asks where to, writes a certified ONNX file; null when the person cancels the dialog. */
  'run.export': request(runId).returns<{ file: string; certificate: Certificate } | null>(),
} as const;
