/** One class and its probability, 0–1. */
export interface Guess {
  readonly digit: number;
  readonly probability: number;
}

/** The classes from the most to the least probable. */
export function ranking(probabilities: ArrayLike<number>): Guess[] {
  return Array.from(probabilities, (probability, digit) => ({ digit, probability })).sort(
    (a, b) => b.probability - a.probability,
  );
}
