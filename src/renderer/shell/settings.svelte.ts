import { MediaQuery } from 'svelte/reactivity';
import type { Bridge } from '../../contract/client';
import type { AppInfo, Settings } from '../../contract/requests/app';
import { readPalette } from '../ui/colour';

/** What a person set, and what it comes to on this system. Load it before the first paint. */
export class SettingsState {
  readonly #bridge: Bridge;
  readonly #systemDark = new MediaQuery('prefers-color-scheme: dark');
  value = $state.raw<Settings>({ language: 'system', theme: 'system', threads: 1 });
  info = $state.raw<AppInfo | null>(null);
  readonly dark = $derived(
    this.value.theme === 'system' ? this.#systemDark.current : this.value.theme === 'dark',
  );

  /** The theme's colours, for canvases. */
  readonly palette = $derived(readPalette(this.dark));

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.on('settings.changed', (settings) => {
      this.value = settings;
      // Main says some of it in words, which may be another language's now.
      void this.#loadInfo();
    });
  }

  async load(): Promise<void> {
    [this.value] = await Promise.all([this.#bridge.invoke('settings.get'), this.#loadInfo()]);
  }

  async #loadInfo(): Promise<void> {
    this.info = await this.#bridge.invoke('app.info');
  }

  async change(part: Partial<Settings>): Promise<void> {
    this.value = await this.#bridge.invoke('settings.set', part);
  }
}
