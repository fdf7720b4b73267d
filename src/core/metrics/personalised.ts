/** Accuracy, 0–1, of the network a run began with and of the one it came to. */
interface BeforeAfter {
  readonly before: number;
  readonly after: number;
  /** How many were read. */
  readonly examples: number;
}

export interface Personalised {
  /** On the drawings held back. */
  readonly drawings: BeforeAfter;
  /** On the test set of what the network began with had learnt; null where that is not known. */
  readonly old: (BeforeAfter & { readonly dataset: string; readonly looks: number }) | null;
}
