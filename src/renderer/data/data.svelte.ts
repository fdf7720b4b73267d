import { mnistPath, type FetchBytes } from '../bytes';
import { DigitSet, type Split } from './digit-set';

export type Density = 'small' | 'medium' | 'large';

/** All digits, which of them are shown, and the one looked at. */
export class DataState {
  readonly #fetch: FetchBytes;
  digits = $state.raw<DigitSet | null>(null);
  error = $state.raw<unknown>(null);
  #label = $state<number | null>(null);
  #split = $state<Split | null>(null);
  density = $state<Density>('medium');
  /** The chosen digit's number in the whole set; it stays chosen when a filter hides it. */
  chosen = $state<number | null>(null);
  /** Position of the first digit in view, for when the view comes back or its tiles change. */
  top = 0;

  /** Numbers of the digits shown, ascending. */
  readonly shown = $derived(
    this.digits?.filter({ label: this.#label, split: this.#split }) ?? new Uint32Array(0),
  );
  /** How many of each label the split has. */
  readonly counts = $derived(this.digits?.labelCounts(this.#split) ?? null);
  /** Where the chosen digit stands among those shown; -1 when it is not there. */
  readonly position = $derived(this.chosen === null ? -1 : positionIn(this.shown, this.chosen));

  constructor(fetch: FetchBytes) {
    this.#fetch = fetch;
  }

  async load(): Promise<void> {
    if (this.digits !== null) return;
    try {
      const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
        this.#fetch(mnistPath('train', 'images')),
        this.#fetch(mnistPath('train', 'labels')),
        this.#fetch(mnistPath('test', 'images')),
        this.#fetch(mnistPath('test', 'labels')),
      ]);
      this.digits = new DigitSet({
        train: { images: trainImages, labels: trainLabels },
        test: { images: testImages, labels: testLabels },
      });
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  get label(): number | null {
    return this.#label;
  }

  set label(label: number | null) {
    this.#label = label;
    this.top = 0;
  }

  get split(): Split | null {
    return this.#split;
  }

  set split(split: Split | null) {
    this.#split = split;
    this.top = 0;
  }

  /** Chooses the digit at a position among those shown, held within them. */
  choose(position: number): void {
    if (this.shown.length === 0) return;
    const held = Math.min(Math.max(position, 0), this.shown.length - 1);
    this.chosen = this.shown[held]!;
  }
}

/** Binary search in ascending numbers. */
export function positionIn(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle]!;
    if (there === value) return middle;
    if (there < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
