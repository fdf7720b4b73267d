import type { Bridge } from '../../contract/client';
import type { KeptDrawing, NewDrawing } from '../../core/digit/kept-drawing';

/** The drawings a person has kept with what they are, newest first. */
export class DrawingsState {
  readonly #bridge: Bridge;
  list = $state.raw<readonly KeptDrawing[] | null>(null);
  /** What was deleted last and may come back. */
  deleted = $state.raw<KeptDrawing | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.on('drawings.changed', () => void this.load());
  }

  load(): Promise<void> {
    return this.#try(async () => {
      this.list = await this.#bridge.invoke('drawings.list');
    });
  }

  /** The drawing as it is kept; null where that failed. */
  async keep(drawing: NewDrawing): Promise<KeptDrawing | null> {
    let kept: KeptDrawing | null = null;
    await this.#try(async () => {
      kept = await this.#bridge.invoke('drawings.keep', drawing);
    });
    return kept;
  }

  delete(drawing: KeptDrawing): Promise<void> {
    return this.#try(async () => {
      await this.#bridge.invoke('drawings.delete', [drawing.id]);
      this.deleted = drawing;
    });
  }

  undelete(): Promise<void> {
    return this.#try(async () => {
      if (this.deleted === null) return;
      await this.#bridge.invoke('drawings.undelete', [this.deleted.id]);
      this.deleted = null;
    });
  }

  forgetDeleted(): void {
    this.deleted = null;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }
}
