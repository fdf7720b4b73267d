import type { Bridge } from '../../../contract/client';
import { MNIST, type DatasetInfo } from '../../../core/data/dataset-info';

const KEPT = 'inkling.dataset';

/** The data sets there are, and the one the Data view shows. MNIST is always among them. */
export class DatasetsState {
  readonly #bridge: Bridge;
  list = $state.raw<readonly DatasetInfo[]>([MNIST]);
  error = $state.raw<unknown>(null);
  /** The one that was deleted last, until it is brought back or another is deleted. */
  deleted = $state.raw<DatasetInfo | null>(null);
  #chosen = $state<string | null>(localStorage.getItem(KEPT));
  readonly current = $derived(this.find(this.#chosen ?? MNIST.id) ?? MNIST);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.on('datasets.changed', () => void this.load());
  }

  /** null: there is no such data set (any more). */
  find(id: string): DatasetInfo | null {
    return this.list.find((dataset) => dataset.id === id) ?? null;
  }

  async load(): Promise<void> {
    await this.#attempt(async () => {
      this.list = await this.#bridge.invoke('datasets.list');
    });
  }

  use(id: string): void {
    this.#chosen = id;
    localStorage.setItem(KEPT, id);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#attempt(() => this.#bridge.invoke('datasets.rename', { id, name }));
  }

  /** Can be taken back by `undelete`. */
  async delete(dataset: DatasetInfo): Promise<void> {
    await this.#attempt(async () => {
      await this.#bridge.invoke('datasets.delete', dataset.id);
      this.deleted = dataset;
    });
  }

  async undelete(): Promise<void> {
    const { deleted } = this;
    if (deleted === null) return;
    await this.#attempt(async () => {
      await this.#bridge.invoke('datasets.undelete', deleted.id);
      this.deleted = null;
    });
  }

  forgetDeleted(): void {
    this.deleted = null;
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }
}
