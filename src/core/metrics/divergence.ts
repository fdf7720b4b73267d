/** What is remembered from step to step; plain data, to be kept in a checkpoint. */
export interface DivergenceState {
  /** Loss of the first step; null before it. */
  readonly firstLoss: number | null;
  /** Steps in a row, up to the last one, whose loss lay above the limit. */
  readonly stepsAbove: number;
}

export const divergenceStart: DivergenceState = { firstLoss: null, stepsAbove: 0 };

/** How a training came apart. */
export interface Divergence {
  readonly kind: 'nan' | 'infinity' | 'explosion';
  /** 1-based: the step whose loss showed it; of an explosion, the first of the steps above the limit. */
  readonly step: number;
  /** That step's loss, NaN or ∞ included; of an explosion, the last step's. */
  readonly loss: number;
  /** What the loss would have had to stay below. */
  readonly limit: number;
}

/** Times the loss of knowing nothing that a loss may grow to. */
const EXPLOSION = 10;
/** Steps in a row above the limit that are an explosion; a single bad batch is not. */
const STEPS_ABOVE = 20;

/**
 * Takes in the losses of the steps `firstStep` (1-based), `firstStep` + 1, … in order. `ignorance` is the loss of a network that
 * knows nothing: ln K for K classes, the pixels' variance for a reconstruction. A loss explodes when it stays above ten times that, or above ten times the first step's
 * where that was more. A function of its arguments alone; how steps are cut into calls makes no difference.
 * `divergence` is null while all is well.
 */
export function observeLosses(
  before: DivergenceState,
  firstStep: number,
  losses: readonly number[],
  ignorance: number,
): { state: DivergenceState; divergence: Divergence | null } {
  let { firstLoss, stepsAbove } = before;
  for (const [i, loss] of losses.entries()) {
    const step = firstStep + i;
    const limit = EXPLOSION * Math.max(firstLoss ?? 0, ignorance);
    if (!Number.isFinite(loss)) {
      const kind = Number.isNaN(loss) ? 'nan' : 'infinity';
      return {
        state: { firstLoss, stepsAbove: stepsAbove + 1 },
        divergence: { kind, step, loss, limit },
      };
    }
    firstLoss ??= loss;
    stepsAbove = loss > limit ? stepsAbove + 1 : 0;
    if (stepsAbove >= STEPS_ABOVE) {
      return {
        state: { firstLoss, stepsAbove },
        divergence: { kind: 'explosion', step: step - stepsAbove + 1, loss, limit },
      };
    }
  }
  return { state: { firstLoss, stepsAbove }, divergence: null };
}

/** Whether weights of this moment are worth a checkpoint: not while the loss is above its limit. */
export function isHealthy({ stepsAbove }: DivergenceState): boolean {
  return stepsAbove === 0;
}
