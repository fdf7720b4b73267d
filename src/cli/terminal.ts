import type { Messages } from '../messages';
import type { CliHost, Output } from './host';

/** Figures as the person's language writes them. */
export interface Figures {
  whole(value: number): string;
  /** Four significant digits. */
  loss(value: number): string;
  /** 0–1 → '97.52 %'. */
  percent(value: number): string;
  /** '0.25' */
  hundredths(value: number): string;
  /** '3.4', '12' */
  seconds(value: number): string;
}

function figuresFor(language: string): Figures {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const loss = new Intl.NumberFormat(language, {
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  });
  const hundredths = new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const tenths = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return {
    whole: (value) => whole.format(value),
    loss: (value) => loss.format(value),
    percent: (value) => `${hundredths.format(value * 100)} %`,
    hundredths: (value) => hundredths.format(value),
    seconds: (value) => (value < 10 ? tenths : whole).format(value),
  };
}

/** What a command was asked of how to speak. */
export interface Manner {
  /** One JSON object a line on standard output, nothing else there. */
  readonly json: boolean;
  /** Only results and errors. */
  readonly quiet: boolean;
}

/** Where a command speaks: sentences for a person, or JSON lines for a program. */
export class Terminal {
  readonly messages: Messages;
  readonly figures: Figures;
  readonly manner: Manner;
  readonly #stdout: Output;
  readonly #stderr: Output;
  readonly #colours: boolean;

  constructor(
    host: Pick<CliHost, 'stdout' | 'stderr' | 'env'>,
    messages: Messages,
    manner: Manner,
  ) {
    this.messages = messages;
    this.figures = figuresFor(messages.language);
    this.manner = manner;
    this.#stdout = host.stdout;
    this.#stderr = host.stderr;
    // https://no-color.org: any value that isn't empty.
    const refused = (host.env['NO_COLOR'] ?? '') !== '' || host.env['TERM'] === 'dumb';
    this.#colours = !refused && host.stderr.isTTY === true;
  }

  /** A result: what the command was called for. */
  result(line: string): void {
    if (!this.manner.json) this.#stdout.write(`${line}\n`);
  }

  /** What happens on the way. */
  note(line: string): void {
    if (!this.manner.json && !this.manner.quiet) this.#stdout.write(`${line}\n`);
  }

  /** One JSON object, when JSON is wanted. */
  json(value: Readonly<Record<string, unknown>>): void {
    if (this.manner.json) this.#stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** What a person must know although it is no result: errors, and how to go on. */
  warn(line: string): void {
    this.#stderr.write(`${line}\n`);
  }

  /** Columns for a line that rewrites itself; null where there is none to look at it. */
  get liveColumns(): number | null {
    if (this.manner.json || this.manner.quiet || this.#stderr.isTTY !== true) return null;
    return this.#stderr.columns ?? 80;
  }

  /** Replaces the last line. An empty text clears it. */
  live(text: string): void {
    // Carriage return, then erase to the end of the line (ECMA-48 EL).
    this.#stderr.write(`\r\u001b[K${text}`);
  }

  accent(text: string): string {
    return this.#colours ? `\u001b[36m${text}\u001b[39m` : text;
  }

  dim(text: string): string {
    return this.#colours ? `\u001b[2m${text}\u001b[22m` : text;
  }
}
