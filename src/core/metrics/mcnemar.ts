import { erfc } from './erfc';

/** How two networks did on the same examples. */
export interface PairedCounts {
  readonly examples: number;
  /** Examples that only the first reads right, and only the second: the discordant pairs, which alone tell them apart. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

export interface PairedComparison extends PairedCounts {
  /** Accuracy of the second minus that of the first, −1 to 1. */
  readonly difference: number;
  /** Ends of the 95 % confidence interval of the difference (Agresti & Min 2005). */
  readonly interval: readonly [number, number];
  /**
   * The chance, 0 to 1, of discordant pairs as uneven as these or more so if both networks were equally good (McNemar 1947):
   * two-sided.
   */
  readonly pValue: number;
  /** How the chance was worked out. */
  readonly test: 'exact' | 'chiSquare';
}

/** Below this many discordant pairs the chance is summed exactly; from it on χ² comes close enough. */
const EXACT_BELOW = 25;
/** 97.5 % of a standard normal distribution lie below this. */
const NORMAL_975 = 1.959963984540054;

/** Counts from what both networks said, [N] classes each, and what was right. */
export function pairedCounts(
  first: Uint8Array,
  second: Uint8Array,
  labels: Uint8Array,
): PairedCounts {
  if (first.length !== labels.length || second.length !== labels.length) {
    throw new RangeError(
      `${first.length} and ${second.length} predictions for ${labels.length} labels`,
    );
  }
  let onlyFirst = 0;
  let onlySecond = 0;
  labels.forEach((label, n) => {
    if (first[n] === second[n]) return;
    if (first[n] === label) onlyFirst++;
    else if (second[n] === label) onlySecond++;
  });
  return { examples: labels.length, onlyFirst, onlySecond };
}

/** Whether two networks measured on the same examples, one at least, differ by more than chance. */
export function comparePaired(counts: PairedCounts): PairedComparison {
  const { examples, onlyFirst, onlySecond } = counts;
  if (examples < 1 || onlyFirst + onlySecond > examples) {
    throw new RangeError(`${onlyFirst} + ${onlySecond} discordant pairs of ${examples} examples`);
  }
  const discordant = onlyFirst + onlySecond;
  const exact = discordant < EXACT_BELOW;
  return {
    ...counts,
    difference: (onlySecond - onlyFirst) / examples,
    interval: differenceInterval(counts),
    pValue: exact ? binomialChance(onlyFirst, onlySecond) : chiSquareChance(onlyFirst, onlySecond),
    test: exact ? 'exact' : 'chiSquare',
  };
}

/** 2 · P(X ≤ min(b, c)) for X binomial with b + c trials of ½, at most 1. */
function binomialChance(b: number, c: number): number {
  const trials = b + c;
  let ways = 1;
  let sum = 0;
  for (let k = 0; k <= Math.min(b, c); k++) {
    sum += ways;
    ways = (ways * (trials - k)) / (k + 1);
  }
  return Math.min(1, (2 * sum) / 2 ** trials);
}

/**
 * χ² = (|b − c| − 1)² / (b + c) with one degree of freedom; the 1 corrects for counts being whole (Edwards 1948). Its chance is
 * that of a normal deviate beyond ±√χ².
 */
function chiSquareChance(b: number, c: number): number {
  const deviate = Math.max(0, Math.abs(b - c) - 1) / Math.sqrt(b + c);
  return erfc(deviate / Math.SQRT2);
}

/**
 * Wald's interval for a difference of paired shares after adding ½ to each of the four kinds of pairs, cut to what is possible:
 * it covers as it should also when there are few discordant pairs or none (Agresti & Min 2005, "Simple improved confidence
 * intervals for comparing matched proportions").
 */
function differenceInterval({ examples, onlyFirst, onlySecond }: PairedCounts): [number, number] {
  const n = examples + 2;
  const b = onlyFirst + 0.5;
  const c = onlySecond + 0.5;
  const middle = (c - b) / n;
  const deviation = Math.sqrt(b + c - (c - b) ** 2 / n) / n;
  return [
    Math.max(-1, middle - NORMAL_975 * deviation),
    Math.min(1, middle + NORMAL_975 * deviation),
  ];
}
