/** What is remembered from step to step; plain data, to be kept in a checkpoint. */
export interface DivergenceState {
  /** Loss of the first step; null before it. */
  readonly firstLoss: number | null;
  /** Running mean of the losses, mean ← 0.9 · mean + 0.1 · loss, begun at the first; null before it. */
  readonly mean: number | null;
  /** Whether the last step's loss lay above the limit. */
  readonly above: boolean;
}

export const divergenceStart: DivergenceState = { firstLoss: null, mean: null, above: false };

/** How a training came apart. */
export interface Divergence {
  readonly kind: 'nan' | 'infinity' | 'explosion';
  /** 1-based: the step that showed it. */
  readonly step: number;
  /** That step's loss, NaN or ∞ included. */
  readonly loss: number;
  /** What the running mean of the losses has to stay below. */
  readonly limit: number;
}

/**
 * Times the loss of knowing nothing that the running mean may grow to. Measured with the article's network: rates at which it
 * still learns anything stay below 3 times; those that leave it guessing for good go up to hundreds of times at first.
 */
const EXPLOSION = 5;
/** A step's weight in the running mean: one loss ten times above the limit is an explosion, so are about ten at twice it. */
const WEIGHT = 0.1;

/**
 * Takes in the losses of the steps `firstStep` (1-based), `firstStep` + 1, … in order. `ignorance` is the loss of a network that
 * knows nothing: ln K for K classes, the pixels' variance for a reconstruction. A training has exploded when the running mean
 * is above five times that, or five times the first step's loss where that was more. A function of its arguments alone; how steps are
 * cut into calls makes no difference. `divergence` is null while all is well.
 */
export function observeLosses(
  before: DivergenceState,
  firstStep: number,
  losses: readonly number[],
  ignorance: number,
): { state: DivergenceState; divergence: Divergence | null } {
  let state = before;
  for (const [i, loss] of losses.entries()) {
    const step = firstStep + i;
    const firstLoss = state.firstLoss ?? loss;
    const limit = EXPLOSION * Math.max(state.firstLoss ?? 0, ignorance);
    if (!Number.isFinite(loss)) {
      const kind = Number.isNaN(loss) ? 'nan' : 'infinity';
      return { state: { ...state, above: true }, divergence: { kind, step, loss, limit } };
    }
    const mean = state.mean === null ? loss : (1 - WEIGHT) * state.mean + WEIGHT * loss;
    state = { firstLoss, mean, above: loss > limit };
    // The first loss is that of the weights it began with, which no step has harmed yet.
    if (mean > EXPLOSION * Math.max(firstLoss, ignorance)) {
      return { state, divergence: { kind: 'explosion', step, loss, limit } };
    }
  }
  return { state, divergence: null };
}

/**
 * Whether a checkpoint of this moment is one to go back to: the last loss was within its limit, and the weights, changed once
 * more since, are numbers.
 */
export function isGoodCheckpoint(
  { above }: DivergenceState,
  tensors: readonly { readonly values: Float32Array }[],
): boolean {
  return !above && tensors.every(({ values }) => values.every((value) => Number.isFinite(value)));
}
