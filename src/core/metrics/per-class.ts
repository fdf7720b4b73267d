import type { Evaluation } from './types';

/** How one class fared. A share is null where there is nothing to take it of. */
export interface ClassFigures {
  /** Examples that are of the class. */
  readonly examples: number;
  /** Of what was read as the class, the share that is. */
  readonly precision: number | null;
  /** Of what is of the class, the share that was read so. */
  readonly recall: number | null;
  /** Harmonic mean of both: 2 · right / (examples + read as it). */
  readonly f1: number | null;
}

/** One entry a class, from the counts [K, K] of labels (rows) and predictions (columns). */
export function figuresPerClass({ confusion }: Pick<Evaluation, 'confusion'>): ClassFigures[] {
  const classes = Math.sqrt(confusion.length);
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return Array.from({ length: classes }, (_, k) => {
    let examples = 0;
    let predictions = 0;
    for (let other = 0; other < classes; other++) {
      examples += confusion[k * classes + other]!;
      predictions += confusion[other * classes + k]!;
    }
    const right = confusion[k * classes + k]!;
    return {
      examples,
      precision: share(right, predictions),
      recall: share(right, examples),
      f1: share(2 * right, examples + predictions),
    };
  });
}
