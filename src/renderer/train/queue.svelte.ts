import type { Bridge } from '../../contract/client';
import type { QueueView } from '../../contract/requests/queue';
import type { Recipe } from '../../core/recipe/schema';
import { Latest } from '../latest';

type Entry = QueueView['entries'][number];

/** What waits to be trained; main begins the next when a training ends. */
export class QueueState {
  readonly #bridge: Bridge;
  readonly #reload: Latest<null>;
  view = $state.raw<QueueView>({ entries: [], held: false, error: null });
  error = $state.raw<unknown>(null);
  /** Taken out last, and from where; can be put back. */
  removed = $state.raw<{ readonly entry: Entry; readonly index: number } | null>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#reload = new Latest(() => this.load());
    bridge.on('queue.changed', () => {
      this.#reload.offer(null);
    });
  }

  async load(): Promise<void> {
    await this.#try(async () => {
      this.view = await this.#bridge.invoke('queue.list');
    });
  }

  async add(recipe: Recipe): Promise<void> {
    await this.#try(() => this.#bridge.invoke('queue.add', { recipe, index: null }));
  }

  async remove(entry: Entry): Promise<void> {
    const index = this.view.entries.indexOf(entry);
    await this.#try(async () => {
      await this.#bridge.invoke('queue.remove', entry.id);
      this.removed = { entry, index };
    });
  }

  async restore(): Promise<void> {
    const { removed } = this;
    if (removed === null) return;
    const { entry, index } = removed;
    await this.#try(async () => {
      await this.#bridge.invoke('queue.add', { recipe: entry.recipe, index });
      this.removed = null;
    });
  }

  async move(entry: Entry, by: number): Promise<void> {
    const index = this.view.entries.indexOf(entry) + by;
    await this.#try(() => this.#bridge.invoke('queue.move', { id: entry.id, index }));
  }

  async hold(held: boolean): Promise<void> {
    await this.#try(() => this.#bridge.invoke('queue.hold', held));
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }
}
