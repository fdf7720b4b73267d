import { createMessages, languageOf, type Translate } from '../../messages';
import { UserError } from '../../core/errors';
import { createFormat } from '../format';
import type { SettingsState } from './settings.svelte';

/** Sentences, numbers and dates in the person's language; everything that reads them follows a change at once. */
export class Words {
  readonly #settings: SettingsState;
  readonly language = $derived.by(() => {
    const chosen = this.#settings.value.language;
    return chosen === 'system' ? languageOf(this.#settings.info?.systemLanguage) : chosen;
  });
  readonly #messages = $derived(createMessages(this.language));
  readonly format = $derived(createFormat(this.language));

  constructor(settings: SettingsState) {
    this.#settings = settings;
  }

  get t(): Translate {
    return this.#messages.t;
  }

  /** One sentence for a person. What they cannot mend has its details in the log. */
  explain(error: unknown): string {
    return error instanceof UserError
      ? this.#messages.error(error.code, error.params)
      : this.t('shell:error.bug');
  }
}
