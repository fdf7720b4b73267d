import type { ErrorData } from '../errors';
import type { Recipe } from '../recipe/schema';

export type RunId = string & { readonly __brand: 'RunId' };

/**
 * `interrupted`: its process ended without saying why (killed, power cut); it can be resumed, as can `stopped` and `paused`.
 */
export type RunStatus = 'running' | 'paused' | 'stopped' | 'interrupted' | 'finished' | 'failed';

/** One training, as the library keeps it. */
export interface Run {
  readonly id: RunId;
  readonly recipe: Recipe;
  /** What a person calls it; null: as its recipe is called. */
  readonly title: string | null;
  /** What a person wrote down about it. */
  readonly notes: string;
  /** Sorted. */
  readonly tags: readonly string[];
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Steps done at the last commit of metrics or of a checkpoint, and steps the whole run has. */
  readonly step: number;
  readonly totalSteps: number;
  /** The first of them, those of a pretraining without labels; 0 where there is none. */
  readonly pretrainingSteps: number;
  /** Epochs finished. */
  readonly epoch: number;
  /** Seconds of training alone, so far. */
  readonly trainSeconds: number;
  /** Means over the last finished epoch, or over the last interval before the first epoch's end; null before any, as in pretraining. */
  readonly trainLoss: number | null;
  readonly trainAccuracy: number | null;
  /** 0–1, on what the recipe holds back, after the last finished epoch; null where nothing is. */
  readonly validationAccuracy: number | null;
  /** 0–1; measured once, when the run has finished. */
  readonly testAccuracy: number | null;
  /** SHA-256 of the training set's images and labels. */
  readonly dataSha256: string;
  /** What its data set was called when the run began, and its class names in the order of the labels: known when it is gone. */
  readonly dataName: string;
  readonly dataClassNames: readonly string[];
  /** What the bits of a run depend on. */
  readonly environment: RunEnvironment;
  /** Why it failed; of an interrupted one, why it was, where the app that trained it still knows. */
  readonly error: ErrorData | null;
}

/** What a run is called. */
export function runName({ title, recipe }: Pick<Run, 'title' | 'recipe'>): string {
  return title ?? recipe.name;
}

export interface RunEnvironment {
  readonly threads: number;
  readonly tensorflow: string;
  readonly tfjs: string;
  readonly oneDnn: boolean;
  readonly cpu: string;
  readonly app: string;
}

/** Weights kept at an epoch's end; the blob is a safetensors file. */
export interface EpochWeights {
  readonly epoch: number;
  readonly step: number;
  readonly blob: string;
}
