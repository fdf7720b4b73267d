import type { Bridge } from '../../contract/client';
import type { ModelInfo } from '../../contract/requests/sketch';

const KEPT = 'inkling.model';

/** The networks there are to read with, and the one in use. */
export class ModelsState {
  readonly #bridge: Bridge;
  list = $state.raw<readonly ModelInfo[] | null>(null);
  error = $state.raw<unknown>(null);
  #chosen = $state<string | null>(localStorage.getItem(KEPT));
  readonly current = $derived(
    this.list?.find((model) => model.id === this.#chosen) ?? this.list?.[0] ?? null,
  );

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.on('runs.changed', () => void this.load());
  }

  async load(): Promise<void> {
    try {
      this.list = await this.#bridge.invoke('models.list');
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  use(id: string): void {
    this.#chosen = id;
    localStorage.setItem(KEPT, id);
  }
}
