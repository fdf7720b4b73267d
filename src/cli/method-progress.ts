import type { JobEvent } from '../jobs/registry';
import { columnsOf } from './columns';
import type { Terminal } from './terminal';

type Event = JobEvent<'baselines'>;

/** Smallest time between two drawings of the line, in milliseconds. */
const REDRAW = 80;

/** A line that says which method is at work, how far it is, and how long it may still take. */
export class MethodProgress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #what = '';
  #began = 0;
  #drawnAt = -Infinity;

  constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
  }

  advance({ method, reading, share }: Extract<Event, { type: 'progress' }>): void {
    const columns = this.#terminal.liveColumns;
    if (columns === null) return;
    const { messages, figures } = this.#terminal;
    const { t } = messages;
    const now = this.#now();
    const what = `${method} ${reading}`;
    if (what !== this.#what) {
      this.#what = what;
      this.#began = now;
    }
    if (now - this.#drawnAt < REDRAW) return;
    this.#drawnAt = now;
    const seconds = ((now - this.#began) / 1000) * (1 / share - 1);
    const parts = [
      t(`cli:baselines.${method}`),
      t(reading ? 'cli:baselines.reading' : 'cli:baselines.learning'),
      figures.percent(share),
      ...(seconds > 0 ? [t('cli:baselines.left', { left: figures.seconds(seconds) })] : []),
    ];
    // A line that reaches the last column would wrap and could not be taken back.
    while (parts.length > 0 && columnsOf(parts.join('  ')) >= columns) parts.pop();
    this.#terminal.live(parts.join('  '));
  }

  clear(): void {
    if (this.#terminal.liveColumns !== null) this.#terminal.live('');
  }
}
