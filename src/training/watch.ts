import { bestOf, currentOf, markedAsBest } from '../core/metrics/checkpoint';
import {
  divergenceStart,
  isGoodCheckpoint,
  observeLosses,
  type Divergence,
  type DivergenceState,
} from '../core/metrics/divergence';
import { observeEpoch, type EarlyStoppingSettings } from '../core/metrics/early-stopping';
import type { ValidationMetrics } from '../core/metrics/types';
import type { Tensor } from '../core/network/safetensors';
import type { Checkpoint } from './types';

type Counters = Pick<
  Checkpoint,
  'firstLoss' | 'meanLoss' | 'lossAbove' | 'bestEpoch' | 'bestValue' | 'epochsSinceBest'
>;

/** What a stage is judged by while it goes on: whether its loss comes apart, and which epoch was its best. */
export class Watch {
  readonly #ignorance: number;
  readonly #earlyStopping: EarlyStoppingSettings | null;
  #losses: DivergenceState;
  /** The best epoch's weights as `best/…`; empty without early stopping. */
  #best: readonly Tensor[];
  #epochs: Pick<Counters, 'bestEpoch' | 'bestValue' | 'epochsSinceBest'>;

  /** `ignorance` is the loss of a network that knows nothing. */
  constructor(
    from: Checkpoint | null,
    ignorance: number,
    earlyStopping: EarlyStoppingSettings | null,
  ) {
    this.#ignorance = ignorance;
    this.#earlyStopping = earlyStopping;
    this.#losses = from === null ? divergenceStart : lossesFrom(from);
    this.#best = bestOf(from?.tensors ?? []);
    this.#epochs = {
      bestEpoch: from?.bestEpoch ?? 0,
      bestValue: from?.bestValue ?? 0,
      epochsSinceBest: from?.epochsSinceBest ?? 0,
    };
  }

  /** Takes in the losses of the steps from `firstStep` (1-based) on. */
  observe(firstStep: number, losses: readonly number[]): Divergence | null {
    const { state, divergence } = observeLosses(this.#losses, firstStep, losses, this.#ignorance);
    this.#losses = state;
    return divergence;
  }

  /** Takes in an epoch's measurement; `tensors` gives the session's. */
  endEpoch(
    epoch: number,
    validation: ValidationMetrics | null,
    tensors: () => readonly Tensor[],
  ): void {
    if (this.#earlyStopping === null || validation === null) return;
    const { bestEpoch, bestValue, epochsSinceBest } = this.#epochs;
    const best = bestEpoch === 0 ? null : { epoch: bestEpoch, value: bestValue };
    const before = { best, waited: epochsSinceBest };
    const { state, improved } = observeEpoch(this.#earlyStopping, before, epoch, validation);
    this.#epochs = {
      bestEpoch: state.best?.epoch ?? 0,
      bestValue: state.best?.value ?? 0,
      epochsSinceBest: state.waited,
    };
    if (improved) this.#best = markedAsBest(currentOf(tensors()));
  }

  /** Whether early stopping ends the training. */
  get gainsNoMore(): boolean {
    const settings = this.#earlyStopping;
    return settings !== null && this.#epochs.epochsSinceBest >= settings.patience;
  }

  /** Whether a checkpoint with these tensors is one to go back to. */
  isGood(tensors: readonly Tensor[]): boolean {
    return isGoodCheckpoint(this.#losses, tensors);
  }

  /** What of it belongs in a checkpoint's tensors. */
  get best(): readonly Tensor[] {
    return this.#best;
  }

  /** What of it belongs in a checkpoint beside the tensors. */
  get counters(): Counters {
    const { firstLoss, mean, above } = this.#losses;
    return {
      ...this.#epochs,
      firstLoss: firstLoss ?? NaN,
      meanLoss: mean ?? NaN,
      lossAbove: Number(above),
    };
  }
}

function lossesFrom({ firstLoss, meanLoss, lossAbove }: Checkpoint): DivergenceState {
  return {
    firstLoss: Number.isNaN(firstLoss) ? null : firstLoss,
    mean: Number.isNaN(meanLoss) ? null : meanLoss,
    above: lossAbove === 1,
  };
}
