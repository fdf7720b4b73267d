import type { Bridge } from '../../contract/client';
import { runName, type Run } from '../../core/metrics/run';
import type { OpenedRun } from '../../contract/requests/runs';

type Done =
  | { readonly did: 'saved' | 'card'; readonly file: string }
  | { readonly did: 'opened'; readonly opened: OpenedRun };

/** Files that runs are saved in and come from: one at a time, and what came of it. */
export class RunFiles {
  readonly #bridge: Bridge;
  busy = $state.raw<{ readonly doing: 'save' | 'card' | 'open'; readonly name: string } | null>(
    null,
  );
  done = $state.raw<Done | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  save(run: Run): Promise<void> {
    return this.#do('save', runName(run), async () => {
      const saved = await this.#bridge.invoke('run.save', run.id);
      return saved && { did: 'saved', ...saved };
    });
  }

  card(run: Run): Promise<void> {
    return this.#do('card', runName(run), async () => {
      const saved = await this.#bridge.invoke('run.card', run.id);
      return saved && { did: 'card', ...saved };
    });
  }

  open(): Promise<void> {
    return this.#do('open', '', async () => {
      const opened = await this.#bridge.invoke('run.open');
      return opened && { did: 'opened', opened };
    });
  }

  putAway(): void {
    this.done = null;
  }

  async #do(
    doing: 'save' | 'card' | 'open',
    name: string,
    work: () => Promise<Done | null>,
  ): Promise<void> {
    if (this.busy !== null) return;
    this.busy = { doing, name };
    this.error = null;
    this.done = null;
    try {
      this.done = await work();
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = null;
    }
  }
}
