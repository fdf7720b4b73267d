import type { Bridge } from '../../contract/client';
import type { Result } from '../../contract/contract';
import type { Run } from '../../core/metrics/run';

export type Exported = NonNullable<Result<'run.export'>>;

/** One export at a time, and what came of it. */
export class ExportState {
  readonly #bridge: Bridge;
  busy = $state.raw<Run | null>(null);
  result = $state.raw<Exported | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async export(run: Run): Promise<void> {
    if (this.busy !== null) return;
    this.busy = run;
    this.error = null;
    try {
      this.result = await this.#bridge.invoke('run.export', run.id);
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = null;
    }
  }

  close(): void {
    this.result = null;
  }
}
