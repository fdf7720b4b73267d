import type { Language, Translate } from '../messages';

/** Numbers and dates as a language writes them. Fractions are 0–1. */
export interface Format {
  readonly integer: (value: number) => string;
  /** A number as it is, with at most six significant digits; below 10⁻⁵ as a power of ten. */
  readonly plain: (value: number) => string;
  readonly percent: (fraction: number, digits?: number) => string;
  /** A probability near 1 that is not 1 does not round to it. */
  readonly sureness: (probability: number) => string;
  /** Mean cross-entropy in nats. */
  readonly loss: (nats: number) => string;
  /** e.g. 3.2 × 10⁻⁷ for what is too small to be read as a decimal. */
  readonly small: (value: number) => string;
  readonly date: (milliseconds: number) => string;
  /** 'a, b, c' */
  readonly list: (parts: readonly string[]) => string;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function exponent(power: number): string {
  const digits = String(Math.abs(power)).replace(/\d/g, (d) => superscripts[Number(d)]!);
  return power < 0 ? `⁻${digits}` : digits;
}

export function createFormat(language: Language): Format {
  const integer = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const plain = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  // English sets a thin space before the sign here, as the SI does; Chinese sets none.
  const gap = language === 'en' ? '\u202f' : '';
  const percent = (fraction: number, digits = 1) => `${(100 * fraction).toFixed(digits)}${gap}%`;
  const power = (value: number) => {
    const p = Math.floor(Math.log10(Math.abs(value)));
    return `${(value / 10 ** p).toFixed(1)} × 10${exponent(p)}`;
  };
  return {
    integer: (value) => integer.format(value),
    plain: (value) => (value === 0 || Math.abs(value) >= 1e-5 ? plain.format(value) : power(value)),
    percent,
    sureness: (p) => (p >= 0.9995 ? `> ${percent(0.999)}` : percent(p)),
    loss: (nats) => nats.toFixed(4),
    small: (value) =>
      value === 0 || Math.abs(value) >= 0.001 ? plain.format(value) : power(value),
    date: (milliseconds) => date.format(milliseconds),
    list: (parts) => parts.join(language === 'en' ? ', ' : '、'),
  };
}

/** A measured span: '3 s', '2 min 5 s', '1 h 2 min'. */
export function duration(t: Translate, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t('shell:duration.seconds', { s: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t('shell:duration.minutes', { m: minutes, s: whole % 60 });
  return t('shell:duration.hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** An estimate, no finer than it deserves: 'about 3 seconds', 'about 2 minutes'. */
export function aboutDuration(t: Translate, seconds: number): string {
  if (seconds < 90) return t('shell:about.seconds', { count: Math.max(1, Math.round(seconds)) });
  if (seconds < 5400) return t('shell:about.minutes', { count: Math.round(seconds / 60) });
  return t('shell:about.hours', { count: Math.round(seconds / 3600) });
}
