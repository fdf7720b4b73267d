import type { PairedComparison } from './mcnemar';

/** Two of the networks compared, as positions among them; `first` is the smaller. */
export interface ComparedPair extends PairedComparison {
  readonly first: number;
  readonly second: number;
  /** The chance adjusted for as many tests as there are pairs (Holm 1979). */
  readonly adjusted: number;
}

/** What the same test examples say of several networks. */
export interface NetworkComparison {
  /** 0–1, in their order. */
  readonly accuracies: readonly number[];
  /** Each with each other. */
  readonly pairs: readonly ComparedPair[];
  /** How often the library has looked at the test set, these times included: once a network. */
  readonly looks: number;
}
