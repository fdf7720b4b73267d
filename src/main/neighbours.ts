import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../core/errors';
import { nearestInBank } from '../core/network/feature-bank';
import { NetworkReader } from '../core/network/reader';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import type { NamedNearDigit, Strangeness } from '../contract/requests/sketch';
import { Kept } from './kept';
import type { Models } from './models';
import { readTrainingFeatures, type TrainingFeatures } from './training-features';

/** A network to look through, and all training examples as it sees them. */
interface Prepared extends TrainingFeatures {
  readonly reader: NetworkReader;
  /** Comes a second or two after the bank. */
  readonly strangenessLimit: Promise<number | null>;
}

/** The images are 47 MB, the features of 500 units 120 MB: two networks are compared, not more. */
const keptBanks = 2;

/** Finds training digits near a picture, by what a network's last hidden layer makes of them. */
export class Neighbours {
  readonly #models: Models;
  readonly #fork: ForkWorker;
  readonly #host: JobHost;
  readonly #progressed: (model: string, share: number) => void;
  readonly #prepared = new Kept(keptBanks, (model) => this.#prepare(model));
  /** What ends the last reading of the training set for a network. */
  readonly #stops = new Map<string, AbortController>();

  constructor(
    models: Models,
    fork: ForkWorker,
    host: JobHost,
    progressed: (model: string, share: number) => void,
  ) {
    this.#models = models;
    this.#fork = fork;
    this.#host = host;
    this.#progressed = progressed;
  }

  /**
   * The k nearest training examples, nearest first. The first question about a network takes a second or more, while a worker
   * reads all of them.
   * @param pixels [784], 0 (paper) to 255 (ink)
   * @param without an example's index in the training set that does not count
   */
  async nearest(
    model: string,
    pixels: Uint8Array,
    k: number,
    without: number | null,
  ): Promise<NamedNearDigit[]> {
    const { reader, bank, classNames } = await this.#prepared.get(model);
    const query = reader.read(pixels).features ?? pixels;
    const found = await finished(nearestInBank(bank, query, k, without));
    return found.map((digit) => ({
      ...digit,
      className: classNames[digit.label] ?? String(digit.label),
    }));
  }

  /**
   * How far a picture is from every training image, pixel by pixel, and how far such images are from each other.
   * @throws CancelledError once `stop` was called before that was known
   */
  async strangeness(model: string, pixels: Uint8Array): Promise<Strangeness | null> {
    const { bank, strangenessLimit } = await this.#prepared.get(model);
    const limit = await strangenessLimit;
    if (limit === null) return null;
    const [nearest] = await finished(nearestInBank({ ...bank, features: null }, pixels, 1));
    return { distance: nearest!.distance, limit };
  }

  /** Ends the reading of the training set for a network, if it is under way; it begins anew when it is next asked for. */
  stop(model: string): void {
    this.#stops.get(model)?.abort();
  }

  async #prepare(id: string): Promise<Prepared> {
    const stop = new AbortController();
    this.#stops.set(id, stop);
    const network = await this.#models.network(id);
    const model = await this.#models.place(id);
    if (stop.signal.aborted) throw new CancelledError();
    const { features, strangenessLimit } = readTrainingFeatures(this.#fork, this.#host, {
      model,
      units: network.spec.hidden.at(-1)?.units ?? 0,
      signal: stop.signal,
      progressed: (share) => {
        this.#progressed(id, share);
      },
    });
    strangenessLimit.catch(() => {
      this.#prepared.forget(id);
    });
    return { reader: new NetworkReader(network), strangenessLimit, ...(await features) };
  }
}

/** Lets main do other things between the slices of a search. */
async function finished<T>(search: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
