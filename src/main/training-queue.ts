import type { QueueView } from '../contract/requests/queue';
import { errorToData, type ErrorData } from '../core/errors';
import type { Recipe } from '../core/recipe/schema';
import { retryWhileBusy } from '../library/errors';
import type { Queue } from '../library/queue';
import type { Trainings } from './trainings';

/** Trains what waits in the library's queue, one after another. It never begins by itself after a start of the program. */
export class TrainingQueue {
  readonly #queue: Queue;
  readonly #trainings: Trainings;
  readonly #changed: () => void;
  /** Nothing is begun until a person says so. */
  #held: boolean;
  /** Why the first entry could not be begun. */
  #error: ErrorData | null = null;

  constructor(queue: Queue, trainings: Trainings, changed: () => void) {
    this.#queue = queue;
    this.#trainings = trainings;
    this.#changed = changed;
    this.#held = queue.list().length > 0;
  }

  async view(): Promise<QueueView> {
    const entries = await retryWhileBusy(() => this.#queue.list());
    return {
      entries: entries.map(({ id, recipe }) => ({ id, recipe })),
      held: this.#held,
      error: this.#error,
    };
  }

  async add(recipe: Recipe, threads: number, index: number | null): Promise<void> {
    const { entries } = await this.view();
    if (entries.length === 0) this.#held = false;
    await this.#change(() => this.#queue.add({ recipe, threads }, index));
    await this.next();
  }

  remove(id: number): Promise<void> {
    return this.#change(() => {
      this.#queue.remove(id);
    });
  }

  move(id: number, index: number): Promise<void> {
    return this.#change(() => {
      this.#queue.move(id, index);
    });
  }

  /** Lets the queue go on, or keeps it from beginning the next. */
  async hold(held: boolean): Promise<void> {
    this.#held = held;
    this.#error = null;
    this.#changed();
    await this.next();
  }

  /** Begins the first entry, if nothing is being trained. It leaves the queue once its run is in the library. */
  async next(): Promise<void> {
    const [first] = await retryWhileBusy(() => this.#queue.list());
    if (first === undefined || this.#held || this.#trainings.busy) return;
    try {
      await this.#trainings.start(first.recipe, first.threads);
      this.#error = null;
      await this.remove(first.id);
    } catch (error) {
      this.#held = true;
      this.#error = errorToData(error);
      this.#changed();
    }
  }

  async #change(write: () => unknown): Promise<void> {
    await retryWhileBusy(write);
    this.#changed();
  }
}
