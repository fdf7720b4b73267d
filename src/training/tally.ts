import type { Checkpoint } from '../core/metrics/checkpoint';
import type { StepMetrics } from '../core/metrics/types';
import type { StepReport } from './session';

type Sums = Pick<
  Checkpoint,
  | 'intervalLossSum'
  | 'intervalCorrect'
  | 'intervalExamples'
  | 'epochLossSum'
  | 'epochCorrect'
  | 'epochExamples'
>;

/**
 * Adds steps up to intervals and intervals up to epochs, in float64 and always in the order of the steps: however calls were cut,
 * a figure is the sum of the same numbers in the same order, and so the same bits.
 */
export class Tally {
  #sums: Sums;
  #gradientNorm = 0;
  #learningRate = 0;

  constructor(from: Checkpoint | null) {
    this.#sums = {
      intervalLossSum: from?.intervalLossSum ?? 0,
      intervalCorrect: from?.intervalCorrect ?? 0,
      intervalExamples: from?.intervalExamples ?? 0,
      epochLossSum: from?.epochLossSum ?? 0,
      epochCorrect: from?.epochCorrect ?? 0,
      epochExamples: from?.epochExamples ?? 0,
    };
  }

  get sums(): Sums {
    return this.#sums;
  }

  /** One step over `examples` examples. */
  add(report: StepReport, examples: number, learningRate: number): void {
    const { intervalLossSum, intervalCorrect, intervalExamples } = this.#sums;
    this.#sums = {
      ...this.#sums,
      intervalLossSum: intervalLossSum + report.loss * examples,
      intervalCorrect: intervalCorrect + report.correct,
      intervalExamples: intervalExamples + examples,
    };
    this.#gradientNorm = report.gradientNorm;
    this.#learningRate = learningRate;
  }

  /** Ends the interval after `step` steps. */
  endInterval(step: number): StepMetrics {
    const { intervalLossSum, intervalCorrect, intervalExamples } = this.#sums;
    const { epochLossSum, epochCorrect, epochExamples } = this.#sums;
    this.#sums = {
      intervalLossSum: 0,
      intervalCorrect: 0,
      intervalExamples: 0,
      epochLossSum: epochLossSum + intervalLossSum,
      epochCorrect: epochCorrect + intervalCorrect,
      epochExamples: epochExamples + intervalExamples,
    };
    return {
      step,
      examples: intervalExamples,
      loss: intervalLossSum / intervalExamples,
      accuracy: intervalCorrect / intervalExamples,
      learningRate: this.#learningRate,
      gradientNorm: this.#gradientNorm,
    };
  }

  /** Ends the epoch: means over its finished intervals. */
  endEpoch(): { loss: number; accuracy: number } {
    const { epochLossSum, epochCorrect, epochExamples } = this.#sums;
    this.#sums = { ...this.#sums, epochLossSum: 0, epochCorrect: 0, epochExamples: 0 };
    return { loss: epochLossSum / epochExamples, accuracy: epochCorrect / epochExamples };
  }
}
