import type { Bridge } from '../../../contract/client';
import type { DatasetExportFormat } from '../../../contract/requests/data';
import type { DatasetInfo } from '../../../core/data/dataset-info';

/** Giving a data set or a part of one away, as one file. */
export class ExportState {
  readonly #bridge: Bridge;
  /** What is being written. */
  busy = $state.raw<DatasetInfo | null>(null);
  /** 0–1 */
  share = $state(0);
  result = $state.raw<{ readonly file: string; readonly images: number } | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.on('import.progress', ({ share }) => {
      this.share = share;
    });
  }

  /** @param part the numbers of some of its images; null for all */
  async export(
    dataset: DatasetInfo,
    format: DatasetExportFormat,
    part: readonly number[] | null,
  ): Promise<void> {
    this.busy = dataset;
    this.share = 0;
    this.result = null;
    this.error = null;
    try {
      const numbers = part && Uint32Array.from(part);
      const asked = { id: dataset.id, format, numbers };
      this.result = await this.#bridge.invoke('datasets.export', asked);
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = null;
    }
  }

  stop(): void {
    void this.#bridge.invoke('import.stop');
  }

  close(): void {
    this.result = null;
    this.error = null;
  }
}
