import type { Bridge } from '../../contract/client';
import type { NearDigit } from '../../core/network/feature-bank';
import type { Pixels28 } from '../../core/network/types';
import { Latest } from '../latest';
import type { DigitSet } from './digit-set';
import { nearByPixels } from './near-by-pixels';

export interface Wanted {
  readonly digits: DigitSet;
  readonly number: number;
  /** Whose last hidden layer compares; null: the pixels do. */
  readonly model: string | null;
}

const COUNT = 8;

/** The training digits nearest to the one looked at. */
export class NearDigits {
  readonly #bridge: Bridge;
  readonly #latest: Latest<Wanted>;
  #newest: Wanted | null = null;
  /** Null while they are being looked for. */
  found = $state.raw<readonly NearDigit[] | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#latest = new Latest((wanted) => this.#find(wanted));
  }

  look(wanted: Wanted): void {
    this.#newest = wanted;
    this.found = null;
    this.error = null;
    this.#latest.offer(wanted);
  }

  async #find(wanted: Wanted): Promise<void> {
    const { digits, number, model } = wanted;
    const { split, index } = digits.locate(number);
    const without = split === 'train' ? index : null;
    const stale = () => this.#newest !== wanted;
    // A copy: a view of the data set would send all 47 MB of it along.
    const pixels = digits.pixels(number).slice() as Pixels28;
    try {
      const found =
        model === null
          ? await nearByPixels(digits, pixels, COUNT, without, stale)
          : await this.#bridge.invoke('neighbours.nearest', {
              model,
              pixels,
              count: COUNT,
              without,
            });
      if (!stale()) this.found = found;
    } catch (error) {
      if (!stale()) this.error = error;
    }
  }
}
