import { createInstance, type i18n } from 'i18next';
import { en } from './en';
import { zhCN } from './zh-CN';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: typeof en;
    defaultNS: 'errors';
    keySeparator: false;
    strictInterpolationChecks: true;
  }
}

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** `t('cli:train.finished', { run })`: an area, a colon, a key of that area; the compiler checks key and parameters. */
export type Translate = i18n['t'];

export interface Messages {
  readonly language: Language;
  readonly t: Translate;
  /** The sentence of a UserError, from what it carries across processes. */
  readonly error: (
    code: keyof typeof en.errors,
    params: Readonly<Record<string, string | number>>,
  ) => string;
}

/** One language's sentences. Main, command line and window each make their own; changing the language means making another. */
export function createMessages(language: Language): Messages {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en, 'zh-CN': zhCN },
    ns: Object.keys(en),
    defaultNS: 'errors',
    keySeparator: false,
    initAsync: false,
    // Sentences go to terminals, menus and text nodes, none of which reads HTML.
    interpolation: { escapeValue: false },
  });
  // Which parameters a code known only at run time needs is checked where the error is made.
  const translate = instance.t as (
    key: string,
    params: Readonly<Record<string, string | number>>,
  ) => string;
  return {
    language,
    t: instance.t,
    error: (code, params) => translate(`errors:${code}`, params),
  };
}

/**
 * The language for a BCP 47 tag ('zh-Hans-CN') or a POSIX locale ('zh_CN.UTF-8'). Every Chinese is answered in the one
 * there is; everything else in English.
 */
export function languageOf(locale: string | undefined): Language {
  return locale !== undefined && /^zh(?![a-z])/i.test(locale) ? 'zh-CN' : 'en';
}
