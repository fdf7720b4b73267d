import type { Bridge } from '../../../contract/client';
import type { DatasetInfo } from '../../../core/data/dataset-info';
import type { DatasetsState } from './datasets.svelte';

/** Making data sets of what is there already: kept drawings, some images of another one. */
export class NewSetState {
  readonly #bridge: Bridge;
  readonly #datasets: DatasetsState;
  busy = $state(false);
  /** 0–1 */
  share = $state(0);
  /** What was made of a selection last, while another data set is in view. */
  made = $state.raw<DatasetInfo | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge, datasets: DatasetsState) {
    this.#bridge = bridge;
    this.#datasets = datasets;
    bridge.on('import.progress', ({ share }) => {
      this.share = share;
    });
  }

  /** All kept drawings as a data set, which is then in view. */
  fromDrawings(): Promise<void> {
    return this.#make(async () => {
      const id = await this.#bridge.invoke('datasets.fromDrawings');
      await this.#datasets.load();
      this.#datasets.use(id);
    });
  }

  /** The images of a data set with these numbers as one of their own. */
  fromPart(id: string, numbers: readonly number[]): Promise<void> {
    return this.#make(async () => {
      const part = { id, numbers: Uint32Array.from(numbers) };
      const made = await this.#bridge.invoke('datasets.fromPart', part);
      await this.#datasets.load();
      this.made = this.#datasets.find(made);
    });
  }

  stop(): void {
    void this.#bridge.invoke('import.stop');
  }

  close(): void {
    this.made = null;
    this.error = null;
  }

  async #make(work: () => Promise<void>): Promise<void> {
    this.close();
    this.share = 0;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }
}
