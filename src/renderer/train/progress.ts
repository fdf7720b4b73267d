import type { RateChange } from '../../contract/requests/train';
import type { Run } from '../../core/metrics/run';
import type { StepMetrics } from '../../core/metrics/types';
import { pretrainingStepCost } from '../../core/network/spec';
import { cutOf } from '../charts/curve';

export interface Progress {
  /** 0–1, of the time it takes. */
  readonly share: number;
  /** Epochs done, as a fraction. */
  readonly epochs: number;
  /** Digits a second of training alone; null before anything was measured, and where a pretraining took a part of the time. */
  readonly speed: number | null;
  /** Seconds of training to go; null before anything was measured. */
  readonly left: number | null;
}

/** @param rows the run's intervals so far, which say how many examples they saw */
export function progressOf(
  run: Pick<
    Run,
    'step' | 'totalSteps' | 'pretrainingSteps' | 'trainSeconds' | 'recipe' | 'dataClassNames'
  >,
  rows: readonly Pick<StepMetrics, 'examples'>[],
): Progress {
  const stepCost = pretrainingStepCost(run.recipe, run.dataClassNames.length);
  /** In steps of the training on labels. */
  const costOf = (steps: number) => {
    const first = Math.min(steps, run.pretrainingSteps);
    return first * stepCost + steps - first;
  };
  const [done, all] = [costOf(run.step), costOf(run.totalSteps)];
  const { before, stepsPerEpoch } = cutOf(run);
  const measured = done > 0 && run.trainSeconds > 0;
  const examples = rows.reduce((sum, row) => sum + row.examples, 0);
  return {
    share: all === 0 ? 0 : done / all,
    epochs: Math.max(0, (run.step - before) / stepsPerEpoch),
    speed: measured && examples > 0 && before === 0 ? examples / run.trainSeconds : null,
    left: measured ? (run.trainSeconds / done) * (all - done) : null,
  };
}

/** The learning rate of the stage under way, before its schedule: the recipe's, or what a person has set in that stage last. */
export function learningRateOf(
  { step, pretrainingSteps, recipe }: Pick<Run, 'step' | 'pretrainingSteps' | 'recipe'>,
  changes: readonly RateChange[],
): number {
  const { pretraining, optimizer } = recipe;
  const isFirst = pretraining !== null && step < pretrainingSteps;
  const changed = changes.findLast((change) => isFirst || change.step >= pretrainingSteps);
  return changed?.learningRate ?? (isFirst ? pretraining : { optimizer }).optimizer.learningRate;
}
