import { setImmediate } from 'node:timers/promises';
import { nearestInBank, type FeatureBank } from '../core/network/feature-bank';
import { NetworkReader } from '../core/network/reader';
import { PIXELS } from '../core/network/types';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import { startJob } from '../jobs/supervisor';
import type { NamedNearDigit, Strangeness } from '../contract/requests/sketch';
import { Kept } from './kept';
import type { Models } from './models';

/** A network to look through, and all training examples as it sees them. */
interface Prepared {
  readonly reader: NetworkReader;
  readonly bank: FeatureBank;
  /** Of the data set's labels. */
  readonly classNames: readonly string[];
  readonly strangenessLimit: number | null;
}

/** The images are 47 MB, the features of 128 units 31 MB: two networks are compared, not more. */
const keptBanks = 2;

/** Finds training digits near a picture, by what a network's last hidden layer makes of them. */
export class Neighbours {
  readonly #models: Models;
  readonly #fork: ForkWorker;
  readonly #host: JobHost;
  readonly #progressed: (model: string, share: number) => void;
  readonly #prepared = new Kept(keptBanks, (model) => this.#prepare(model));

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

  /** How far a picture is from every training image, pixel by pixel, and how far such images are from each other. */
  async strangeness(model: string, pixels: Uint8Array): Promise<Strangeness | null> {
    const { bank, strangenessLimit } = await this.#prepared.get(model);
    if (strangenessLimit === null) return null;
    const [nearest] = await finished(nearestInBank({ ...bank, features: null }, pixels, 1));
    return { distance: nearest!.distance, limit: strangenessLimit };
  }

  async #prepare(id: string): Promise<Prepared> {
    const network = await this.#models.network(id);
    const units = network.spec.hidden.at(-1)?.units ?? 0;
    const read: { bank: FeatureBank | null; classNames: readonly string[] } = {
      bank: null,
      classNames: [],
    };
    const { result } = startJob(
      this.#fork,
      this.#host,
      'features',
      { model: await this.#models.place(id) },
      {
        onEvent: ({ from, total, images, labels, features, classNames }) => {
          read.classNames = classNames;
          const bank = (read.bank ??= {
            images: new Uint8Array(total * PIXELS),
            labels: new Uint8Array(total),
            features: features === null ? null : new Float32Array(total * units),
          });
          bank.images.set(images, from * PIXELS);
          bank.labels.set(labels, from);
          if (features !== null) bank.features?.set(features, from * units);
          this.#progressed(id, (from + labels.length) / total);
        },
      },
    );
    const { strangenessLimit } = await result;
    if (read.bank === null) throw new Error('The job gave no features.');
    return {
      reader: new NetworkReader(network),
      bank: read.bank,
      classNames: read.classNames,
      strangenessLimit,
    };
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
