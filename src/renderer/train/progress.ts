import type { Run } from '../../core/metrics/run';

/** MNIST's training digits. */
export const TRAINING_DIGITS = 60_000;

export interface Progress {
  /** 0–1 */
  readonly share: number;
  /** Epochs done, as a fraction. */
  readonly epochs: number;
  /** Digits a second of training alone; null before anything was measured. */
  readonly speed: number | null;
  /** Seconds of training to go; null before anything was measured. */
  readonly left: number | null;
}

export function progressOf(
  run: Pick<Run, 'step' | 'totalSteps' | 'trainSeconds' | 'recipe'>,
): Progress {
  const share = run.totalSteps === 0 ? 0 : run.step / run.totalSteps;
  const epochs = share * run.recipe.epochs;
  const measured = run.step > 0 && run.trainSeconds > 0;
  return {
    share,
    epochs,
    speed: measured ? (epochs * TRAINING_DIGITS) / run.trainSeconds : null,
    left: measured ? (run.trainSeconds / run.step) * (run.totalSteps - run.step) : null,
  };
}
