import type { LabelledImages } from '../core/data/dataset';
import type { TrainingControl } from '../training/types';

/** What all baselines learn from and are chosen by: the split a recipe with `validation` has. */
interface BaselineData {
  readonly train: LabelledImages;
  readonly validation: LabelledImages;
}

export interface BaselineContext {
  readonly control: TrainingControl;
  /** Built file of training/distortion/thread.ts. */
  readonly distortionThread: URL;
  /** The share done of what is under way, 0–1; learning may end before it comes to 1. */
  readonly onProgress: (share: number) => void;
}

/** What the validation examples decided. */
export interface BaselineChoice {
  /** The number of neighbours that vote, or the epochs trained. */
  readonly of: 'neighbours' | 'epochs';
  readonly value: number;
  /** Accuracy on the validation examples, 0–1, of every value tried, in order; the first of the best ones was chosen. */
  readonly tried: readonly { readonly value: number; readonly accuracy: number }[];
}

/** A baseline that has learnt and been chosen, without a look at the test set. */
interface LearntBaseline {
  readonly choice: BaselineChoice;
  /** Images [N, 784] → the class read in each, [N]. */
  readonly read: (images: Uint8Array, context: BaselineContext) => Promise<Uint8Array>;
  dispose(): void;
}

/** @throws CancelledError when the job shall stop. */
export type Baseline = (data: BaselineData, context: BaselineContext) => Promise<LearntBaseline>;

/** The first of the best. */
export function bestOf(tried: BaselineChoice['tried']): BaselineChoice['tried'][number] {
  return tried.reduce((best, one) => (one.accuracy > best.accuracy ? one : best));
}
