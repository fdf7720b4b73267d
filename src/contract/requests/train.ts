import { z } from 'zod';
import type { RunId } from '../../core/metrics/run';
import { recipeSchema, type Recipe } from '../../core/recipe/schema';
import { transferSchema } from '../../core/recipe/transfer';
import { none, request, runId } from './request';

/** What a recipe takes here. */
export interface Estimate {
  readonly parameters: number;
  /** Of one epoch. */
  readonly examples: number;
  /** From a measurement on this machine; null until one was made. */
  readonly seconds: number | null;
  /** Most memory of the training's process, from a measurement on this machine; null until one was made. */
  readonly megabytes: number | null;
  /** A finished run with the same recipe and seed, data, program and processor: another would come to the same bits. */
  readonly sameAs: { readonly run: RunId; readonly name: string } | null;
}

/** What is known of a network before a training starts from it. */
export interface TransferBaseInfo {
  readonly hidden: Recipe['network']['hidden'];
  /** [K] in the order of its outputs. */
  readonly classNames: readonly string[];
}

/** From `step` (0-based) on the base learning rate was this. */
export interface RateChange {
  readonly step: number;
  readonly learningRate: number;
}

export const trainRequests = {
  'recipes.estimate': request(recipeSchema).returns<Estimate>(),
  /** Asks where to, writes a JSON file; null when the person cancels the dialog. */
  'recipes.save': request(recipeSchema).returns<string | null>(),
  'transfer.base': request(transferSchema.shape.from).returns<TransferBaseInfo>(),
  /** Asks for an ONNX file; null when the person cancels the dialog. */
  'transfer.chooseFile': request(none).returns<string | null>(),
  'run.start': request(recipeSchema).returns<RunId>(),
  'run.pause': request(runId).returns<null>(),
  /** Goes on with a paused run, or takes a stopped or interrupted one up again. */
  'run.resume': request(runId).returns<null>(),
  /** One step of the network; then the run pauses. */
  'run.step': request(runId).returns<null>(),
  /** The base learning rate from the next call of the graph on; the schedule's factor stays. */
  'run.setLearningRate': request(
    z.strictObject({ run: runId, learningRate: z.number().gt(0).max(10) }),
  ).returns<null>(),
  /** What a person has changed while it ran, in the order of steps. */
  'run.changes': request(runId).returns<RateChange[]>(),
  /** Other finished runs that came to the same weights, bit for bit. */
  'run.twins': request(runId).returns<RunId[]>(),
  'run.stop': request(runId).returns<null>(),
} as const;
