import type { Bridge } from '../../contract/client';
import type { Reading } from '../../contract/requests/sketch';
import type { Pixels28 } from '../../core/network/types';
import { Latest } from '../latest';

/** What the network in use makes of the digit looked at. */
export class DigitReading {
  readonly #latest: Latest<{ model: string; pixels: Pixels28 } | null>;
  /** Null while there is none, or none can be had. */
  reading = $state.raw<Reading | null>(null);

  constructor(bridge: Bridge) {
    this.#latest = new Latest(async (input) => {
      // A network that cannot be read says so in Sketch; here the digit itself is what matters.
      this.reading =
        input === null ? null : await bridge.invoke('sketch.read', input).catch(() => null);
    });
  }

  read(model: string | null, pixels: Pixels28 | null): void {
    // A copy: a view of the data set would send all 47 MB of it along.
    this.#latest.offer(
      model === null || pixels === null ? null : { model, pixels: pixels.slice() as Pixels28 },
    );
  }
}
