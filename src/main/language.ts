import { app } from 'electron';
import type { Settings } from '../contract/requests/app';
import { createMessages, languageOf, type Messages } from '../messages';

/** BCP 47 tag of the language the system speaks to this person. */
export function systemLanguage(): string {
  return app.getPreferredSystemLanguages()[0] ?? app.getLocale();
}

/** The sentences for the language a person has chosen. */
export function messagesFor(language: Settings['language']): Messages {
  return createMessages(language === 'system' ? languageOf(systemLanguage()) : language);
}
