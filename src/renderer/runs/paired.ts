import type { NetworkComparison } from '../../core/metrics/comparison';

/** One run held against the reference. */
export interface AgainstReference {
  /** Its position among the runs compared. */
  readonly other: number;
  /** Its accuracy minus the reference's, −1 to 1, and the 95 % interval of that. */
  readonly difference: number;
  readonly interval: readonly [number, number];
  /** Examples that only one of them reads right. */
  readonly onlyReference: number;
  readonly onlyOther: number;
  readonly pValue: number;
  readonly adjusted: number;
}

/** The pairs that the run at position `reference` is in, seen from it. */
export function against({ pairs }: NetworkComparison, reference: number): AgainstReference[] {
  return pairs
    .filter(({ first, second }) => first === reference || second === reference)
    .map((pair) => {
      const { pValue, adjusted } = pair;
      if (pair.first === reference) {
        return {
          other: pair.second,
          difference: pair.difference,
          interval: pair.interval,
          onlyReference: pair.onlyFirst,
          onlyOther: pair.onlySecond,
          pValue,
          adjusted,
        };
      }
      const [low, high] = pair.interval;
      return {
        other: pair.first,
        difference: -pair.difference,
        interval: [-high, -low] as const,
        onlyReference: pair.onlySecond,
        onlyOther: pair.onlyFirst,
        pValue,
        adjusted,
      };
    });
}
