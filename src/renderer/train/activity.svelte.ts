import type { Bridge } from '../../contract/client';
import { UserError } from '../../core/errors';
import { layerActivity, type LayerActivity } from '../../core/metrics/activity';
import type { Run } from '../../core/metrics/run';
import { evenSample, hiddenOutputs, sampleSize } from '../../core/network/hidden-outputs';
import { networkSpecOf } from '../../core/network/spec';
import { ARTICLE_PREPROCESSING, PIXELS } from '../../core/network/types';
import { dataPath, type FetchBytes } from '../bytes';
import { Latest } from '../latest';
import type { EpochLayers } from './epoch-layers';

/** What the hidden layers were like after an epoch. */
export interface Activity {
  readonly epoch: number;
  /** Test images that were read for it. */
  readonly images: number;
  readonly layers: readonly LayerActivity[];
}

interface Wanted {
  readonly run: Run;
  readonly layers: EpochLayers;
}

/** A frame has 16 ms; the rest of them belongs to what else is drawn. */
const SLICE_MS = 6;

/** What a run's hidden layers make of a few test images, after the epoch whose weights are shown. */
export class ActivityState {
  readonly #bridge: Bridge;
  readonly #fetch: FetchBytes;
  readonly #latest: Latest<Wanted>;
  /** [n, 784], of the run's data set. */
  #sample: Uint8Array | null = null;
  activity = $state.raw<Activity | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge, fetch: FetchBytes) {
    this.#bridge = bridge;
    this.#fetch = fetch;
    this.#latest = new Latest((wanted) => this.#read(wanted));
  }

  follow(run: Run, layers: EpochLayers): void {
    this.#latest.offer({ run, layers });
  }

  async #read({ run, layers: { epoch, layers } }: Wanted): Promise<void> {
    if (this.activity?.epoch === epoch) return;
    try {
      const classNames = run.dataClassNames;
      const spec = networkSpecOf(run.recipe, layers.at(-1)!.bias.length);
      const images = await this.#images(run, (all) => sampleSize({ spec }, all));
      const network = { spec, layers, preprocessing: ARTICLE_PREPROCESSING, classNames };
      const outputs = await inSlices(hiddenOutputs(network, images));
      this.activity = {
        epoch,
        images: images.length / PIXELS,
        layers: spec.hidden.map((layer, l) => layerActivity(layer, outputs[l]!)),
      };
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  /** @throws UserError 'run.dataGone' */
  async #images({ id, recipe, dataName }: Run, size: (all: number) => number): Promise<Uint8Array> {
    if (this.#sample === null) {
      const datasets = await this.#bridge.invoke('datasets.list');
      if (!datasets.some((dataset) => dataset.id === recipe.dataset)) {
        throw new UserError('run.dataGone', { run: id, name: dataName });
      }
      const all = await this.#fetch(dataPath(recipe.dataset, 'test', 'images'));
      this.#sample = evenSample(all, size(all.length / PIXELS));
    }
    return this.#sample;
  }
}

/** Lets the window draw between slices. */
async function inSlices<R>(work: Generator<undefined, R>): Promise<R> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const { done, value } = work.next();
      if (done === true) return value;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
