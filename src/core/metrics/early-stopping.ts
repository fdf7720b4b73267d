import { z } from 'zod';

export const earlyStoppingSchema = z.strictObject({
  /** Of the validation set: its loss shall fall, or its accuracy rise. */
  watch: z.enum(['loss', 'accuracy']).default('loss'),
  /** Epochs in a row without an improvement after which the training ends. */
  patience: z.int().min(1).max(1000).default(5),
  /** By how much an epoch must do better than the best to count as an improvement: in nats, or as a share of 1. */
  minimumImprovement: z.number().min(0).max(10).default(0),
});
export type EarlyStoppingSettings = z.output<typeof earlyStoppingSchema>;

/** What is remembered from epoch to epoch; plain data, to be kept in a checkpoint. */
export interface EarlyStoppingState {
  /** Of the best epoch so far; null before the first that gave a number. */
  readonly best: { readonly epoch: number; readonly value: number } | null;
  /** Epochs since the best one. */
  readonly waited: number;
}

export const earlyStoppingStart: EarlyStoppingState = { best: null, waited: 0 };

export interface EarlyStoppingVerdict {
  readonly state: EarlyStoppingState;
  /** This epoch is the best so far: its weights are the ones to restore, whether or not the training ends early. */
  readonly improved: boolean;
  /** The training should end after this epoch. */
  readonly stop: boolean;
}

/**
 * Takes in one epoch's measurement on the validation set (Prechelt 1998). `epoch` is 1-based; epochs come in order. A value that
 * is no number never is an improvement.
 */
export function observeEpoch(
  { watch, patience, minimumImprovement }: EarlyStoppingSettings,
  { best, waited }: EarlyStoppingState,
  epoch: number,
  measured: { readonly loss: number; readonly accuracy: number },
): EarlyStoppingVerdict {
  const value = measured[watch];
  const gain =
    best === null ? Infinity : watch === 'loss' ? best.value - value : value - best.value;
  const improved = Number.isFinite(value) && gain > minimumImprovement;
  const state = improved ? { best: { epoch, value }, waited: 0 } : { best, waited: waited + 1 };
  return { state, improved, stop: state.waited >= patience };
}
