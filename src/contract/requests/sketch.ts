import { z } from 'zod';
import type { RunId } from '../../core/metrics/run';
import type { NearDigit } from '../../core/network/feature-bank';
import type { Network, Pixels28 } from '../../core/network/types';
import { modelId, none, pixels, request } from './request';

/** A network the sketchpad can use: one that ships with the app, or a run that finished. */
export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  readonly source: 'shipped' | 'run';
  readonly runId: RunId | null;
  /** When the run was begun, in ms since 1970; null for one that ships. */
  readonly createdAt: number | null;
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

/** With the name its data set gives its label. */
export interface NamedNearDigit extends NearDigit {
  readonly className: string;
}

/** Distances between pictures, Euclidean with pixels of 0 to 1. */
export interface Strangeness {
  /** To the nearest training image. */
  readonly distance: number;
  /** What 98 % of the training images stay below. */
  readonly limit: number;
}

/** Beyond any camera's picture. */
const MOST_PHOTO_BYTES = 100_000_000;

export const sketchRequests = {
  'models.list': request(none).returns<ModelInfo[]>(),
  /** Its numbers, for whoever computes with them here. */
  'models.network': request(modelId).returns<Network>(),
  /**
   * Training digits near a picture by the network's last hidden layer, nearest first; `neighbours.progress` tells how far the
   * reading of all of them is, the first time. `without`: the index of one that does not count, where the picture is it.
   */
  'neighbours.nearest': request(
    z.strictObject({
      model: modelId,
      pixels,
      count: z.int().min(1).max(32),
      without: z.int().min(0).nullable(),
    }),
  ).returns<NamedNearDigit[]>(),
  /** Ends the reading of all training digits for a network; who waits for it gets a CancelledError. */
  'neighbours.stop': request(modelId).returns<null>(),
  /** Whether a picture may be no digit at all; null where the training set is too small to say. */
  'neighbours.strangeness': request(
    z.strictObject({ model: modelId, pixels }),
  ).returns<Strangeness | null>(),
  /** The one digit in a picture file that was dropped, pasted or opened, as a network sees it. */
  'sketch.photo': request(
    z.strictObject({
      name: z.string().min(1).max(260),
      bytes: z.custom<Uint8Array>((b) => b instanceof Uint8Array && b.length <= MOST_PHOTO_BYTES),
    }),
  ).returns<Pixels28>(),
  'sketch.read': request(z.strictObject({ model: modelId, pixels })).returns<Reading>(),
} as const;
