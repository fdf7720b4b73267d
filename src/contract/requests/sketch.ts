import { z } from 'zod';
import type { RunId } from '../../core/metrics/run';
import { modelId, none, pixels, request } from './request';

/** A network the sketchpad can use: one that ships with the app, or a run that finished. */
export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  readonly source: 'shipped' | 'run';
  readonly runId: RunId | null;
  readonly testAccuracy: number | null;
  readonly classNames: readonly string[];
  readonly parameters: number;
}

export interface Reading {
  /** [K], sum 1. */
  readonly probabilities: Float32Array;
  /** Time ONNX Runtime took, in microseconds. */
  readonly microseconds: number;
}

export const sketchRequests = {
  'models.list': request(none).returns<ModelInfo[]>(),
  'sketch.read': request(z.strictObject({ model: modelId, pixels })).returns<Reading>(),
} as const;
