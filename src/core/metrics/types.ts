/** One point of a run's curve: means over the steps of one interval (the steps of one call of the training graph). */
export interface StepMetrics {
  /** Steps done since the run began, at the end of the interval; 1-based. */
  readonly step: number;
  /** Examples the interval saw. */
  readonly examples: number;
  /** Mean cross-entropy over those examples, each measured before its step's update, in nats. */
  readonly loss: number;
  /** Share of those examples whose largest logit was at their label, 0–1, also before the update. */
  readonly accuracy: number;
  /** Learning rate of the interval's last step. */
  readonly learningRate: number;
  /** √Σg² over all gradients of the interval's last step, before clipping. */
  readonly gradientNorm: number;
}

/** One point of the curve of a pretraining without labels: means over the steps of one interval, each before its update. */
export interface PretrainingMetrics extends Omit<StepMetrics, 'loss' | 'accuracy'> {
  /** Mean squared error of the images given back, over pixels as the network takes them (−1 paper, 1 ink). */
  readonly loss: number;
}

/** How the network does on the examples held back, at an epoch's end. */
export interface ValidationMetrics {
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** 0–1 */
  readonly accuracy: number;
}

/** One finished epoch: means over all its steps. */
export interface EpochMetrics {
  /** 1-based. */
  readonly epoch: number;
  /** Steps done since the run began, at the end of the epoch. */
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  /** null where the recipe holds nothing back. */
  readonly validation: ValidationMetrics | null;
  /** Wall clock of the training alone (no evaluation, no checkpoint), in seconds. Not part of what resumes to the bit. */
  readonly seconds: number;
  /** Milliseconds since 1970. Not part of what resumes to the bit. */
  readonly finishedAt: number;
}

/** One finished epoch of a pretraining without labels: means over all its steps. */
export interface PretrainingEpoch extends Omit<EpochMetrics, 'loss' | 'accuracy' | 'validation'> {
  /** As `PretrainingMetrics` has it. */
  readonly loss: number;
}

/** How a network does on a labelled set. */
export interface Evaluation {
  readonly examples: number;
  readonly correct: number;
  /** correct / examples, 0–1. */
  readonly accuracy: number;
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** [K, K] row-major counts: row = label, column = prediction. */
  readonly confusion: readonly number[];
}
