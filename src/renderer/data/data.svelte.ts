import type { DataReadings } from '../../core/data/readings';
import { dataPath, type FetchBytes } from '../bytes';
import {
  anyConfidence,
  needsReadings,
  passing,
  sorted,
  sortNeeds,
  type Filter,
  type Sort,
} from './arrange';
import { DigitSet } from './digit-set';
import { Selection } from './selection.svelte';

export type Density = 'small' | 'medium' | 'large';
export type Pane = 'digits' | 'statistics' | 'map' | 'distortions';

/** What of a data set has to be known to load it. */
interface Named {
  readonly id: string;
  readonly classNames: readonly string[];
}

/** What is known of the data set besides its digits; null while it is not. */
interface Known {
  readonly readings: DataReadings | null;
  readonly distances: Float32Array | null;
}

const everything: Filter = {
  label: null,
  split: null,
  verdict: null,
  confidence: anyConfidence,
  among: null,
};

/** All digits of a data set, which of them are shown in which order, and the one looked at. */
export class DataState {
  readonly #fetch: FetchBytes;
  readonly #known: (dataset: string) => Known;
  #loading = '';
  /** The data set whose digits are here. */
  #loaded = $state('');
  digits = $state.raw<DigitSet | null>(null);
  error = $state.raw<unknown>(null);
  #filter = $state.raw<Filter>(everything);
  #sort = $state<Sort>('number');
  #onlySelected = $state(false);
  readonly selection = new Selection();
  pane = $state<Pane>('digits');
  density = $state<Density>('medium');
  /** The chosen digit's number in the whole set; it stays chosen when a filter hides it. */
  chosen = $state<number | null>(null);
  /** Position of the first digit in view, for when the view comes back or its tiles change. */
  top = 0;

  readonly #facts = $derived.by(() => this.#known(this.#loaded));
  readonly #kept = $derived.by(() => {
    if (this.digits === null) return new Uint32Array(0);
    // While nothing is selected there is nothing to keep to.
    const among = this.onlySelected ? this.selection.flags : null;
    return passing(this.digits, { ...this.#filter, among }, this.#facts.readings);
  });
  /** Numbers of the digits shown, in the order in which they are. */
  readonly shown = $derived(
    this.digits === null
      ? this.#kept
      : sorted(this.digits, this.#kept, this.#sort, {
          // Only what the sort looks at: the rest may change without sorting anew.
          readings: sortNeeds[this.#sort] === 'readings' ? this.#facts.readings : null,
          distances: sortNeeds[this.#sort] === 'distances' ? this.#facts.distances : null,
        }),
  );
  /** [N] where each digit stands among those shown, counted from 1; 0 where it is not. */
  readonly #places = $derived.by(() => {
    const places = new Uint32Array(this.digits?.count ?? 0);
    this.shown.forEach((number, i) => {
      places[number] = i + 1;
    });
    return places;
  });
  /** How many of each label the split has. */
  readonly counts = $derived(this.digits?.labelCounts(this.#filter.split) ?? null);
  /** Where the chosen digit stands among those shown; -1 when it is not there. */
  readonly position = $derived(this.chosen === null ? -1 : (this.#places[this.chosen] ?? 0) - 1);
  /** What a network reads in each digit; null while it isn't known. */
  readonly readings = $derived(this.#facts.readings);

  /** @param known what is known of a data set, by its id; reactive */
  constructor(fetch: FetchBytes, known: (dataset: string) => Known) {
    this.#fetch = fetch;
    this.#known = known;
  }

  /** Brings the digits of this data set, unless they are here or on their way. */
  async load({ id, classNames }: Named): Promise<void> {
    if (this.#loading === id) return;
    this.#loading = id;
    this.error = null;
    if (this.#loaded !== id) this.#forget();
    try {
      const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
        this.#fetch(dataPath(id, 'train', 'images')),
        this.#fetch(dataPath(id, 'train', 'labels')),
        this.#fetch(dataPath(id, 'test', 'images')),
        this.#fetch(dataPath(id, 'test', 'labels')),
      ]);
      if (this.#loading !== id) return;
      this.digits = new DigitSet(
        {
          train: { images: trainImages, labels: trainLabels },
          test: { images: testImages, labels: testLabels },
        },
        classNames,
      );
      this.#loaded = id;
    } catch (error) {
      if (this.#loading !== id) return;
      this.#loading = '';
      this.error = error;
    }
  }

  #forget(): void {
    this.digits = null;
    this.#loaded = '';
    this.#filter = everything;
    this.#onlySelected = false;
    this.selection.clear();
    this.chosen = null;
    this.top = 0;
  }

  get filter(): Filter {
    return this.#filter;
  }

  /** Changes a part of the filter. */
  narrow(part: Partial<Filter>): void {
    this.#filter = { ...this.#filter, ...part };
    this.top = 0;
  }

  get sort(): Sort {
    return this.#sort;
  }

  set sort(sort: Sort) {
    this.#sort = sort;
    this.top = 0;
  }

  get onlySelected(): boolean {
    return this.#onlySelected && this.selection.count > 0;
  }

  set onlySelected(only: boolean) {
    this.#onlySelected = only;
    this.top = 0;
  }

  /** Whether a filter or the order waits for a network to read the digits. */
  get needsReadings(): boolean {
    return needsReadings(this.#filter) || sortNeeds[this.#sort] === 'readings';
  }

  /** Chooses the digit at a position among those shown, held within them. */
  choose(position: number): void {
    const last = this.shown.length - 1;
    if (last < 0) return;
    this.chosen = this.shown[Math.min(Math.max(position, 0), last)]!;
  }

  /** The numbers shown at the positions from one to another, either way round. */
  between(from: number, to: number): Uint32Array {
    return this.shown.subarray(Math.min(from, to), Math.max(from, to) + 1);
  }
}
