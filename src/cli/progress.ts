import type {
  EpochMetrics,
  PretrainingEpoch,
  PretrainingMetrics,
  StepMetrics,
} from '../core/metrics/types';
import { columnsOf } from './columns';
import type { Terminal } from './terminal';

/** How far back the speed looks, in milliseconds: long enough to be calm, short enough to notice a busy machine. */
const SPEED_WINDOW = 3000;
/** Smallest time between two drawings of the line, in milliseconds. */
const REDRAW = 80;

const GAP = '  ';
const NARROWEST_BAR = 5;
const WIDEST_BAR = 30;

export interface ProgressPlan {
  /** Steps done before this process began, and in the whole run. */
  readonly step: number;
  readonly totalSteps: number;
  /** Of the training on labels. */
  readonly epochs: number;
  /** The run's first steps, without labels; null where there are none. */
  readonly pretraining: {
    readonly steps: number;
    readonly epochs: number;
    /** How much longer one of its steps takes than one of the training on labels. */
    readonly stepCost: number;
  } | null;
}

/** Shows a training: a line that rewrites itself on a terminal, a line an epoch everywhere. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #plan: ProgressPlan;
  readonly #pretrainingSteps: number;
  /** Examples seen by this process, and when, oldest first. Begins with the first ones, after all that starting takes. */
  readonly #seen: { at: number; examples: number; step: number }[] = [];
  #examples = 0;
  /** Sums over the examples of the epoch under way that this process has seen; `correct` is null where nobody is asked for the class. */
  #epoch: { epoch: Epoch; examples: number; loss: number; correct: number | null };
  #drawnAt = -Infinity;

  constructor(terminal: Terminal, now: () => number, plan: ProgressPlan) {
    this.#terminal = terminal;
    this.#now = now;
    this.#plan = plan;
    this.#pretrainingSteps = plan.pretraining?.steps ?? 0;
    this.#epoch = this.#beginEpoch(this.#epochOf(plan.step + 1));
  }

  /** What one commit of the worker brought: intervals and finished epochs. */
  advance(rows: readonly StepMetrics[], epochs: readonly EpochMetrics[]): void {
    for (const row of rows) this.#add(row, row.accuracy * row.examples);
    for (const epoch of epochs) this.#finishEpoch(epoch);
    this.#follow(rows.at(-1));
  }

  /** The same of a pretraining without labels. */
  advancePretraining(
    rows: readonly PretrainingMetrics[],
    epochs: readonly PretrainingEpoch[],
  ): void {
    for (const row of rows) this.#add(row, null);
    for (const epoch of epochs) this.#finishPretrainingEpoch(epoch);
    this.#follow(rows.at(-1));
  }

  #follow(last: { readonly step: number } | undefined): void {
    if (last === undefined) return;
    const now = this.#now();
    this.#seen.push({ at: now, examples: this.#examples, step: last.step });
    while (this.#seen.length > 2 && this.#seen[0]!.at < now - SPEED_WINDOW) this.#seen.shift();
    this.#draw(now, last.step);
  }

  /** Takes the line away, so that what follows starts on a clean one. */
  clear(): void {
    if (this.#terminal.liveColumns !== null) this.#terminal.live('');
  }

  #add({ step, examples, loss }: PretrainingMetrics, correct: number | null): void {
    const epoch = this.#epochOf(step);
    const { isPretraining, index } = this.#epoch.epoch;
    if (epoch.isPretraining !== isPretraining || epoch.index !== index) {
      this.#epoch = this.#beginEpoch(epoch);
    }
    this.#epoch.examples += examples;
    this.#epoch.loss += loss * examples;
    if (this.#epoch.correct !== null) this.#epoch.correct += correct ?? 0;
    this.#examples += examples;
  }

  #beginEpoch(epoch: Epoch) {
    return { epoch, examples: 0, loss: 0, correct: epoch.isPretraining ? null : 0 };
  }

  /** Of a step, from 1. */
  #epochOf(step: number): Epoch {
    const { pretraining, totalSteps, epochs } = this.#plan;
    const first = this.#pretrainingSteps;
    return pretraining !== null && step <= first
      ? { isPretraining: true, index: Math.floor(((step - 1) * pretraining.epochs) / first) }
      : {
          isPretraining: false,
          index: Math.floor(((step - 1 - first) * epochs) / (totalSteps - first)),
        };
  }

  /** What the first `step` steps cost, in steps of the training on labels. */
  #cost(step: number): number {
    const first = Math.min(step, this.#pretrainingSteps);
    return first * (this.#plan.pretraining?.stepCost ?? 0) + step - first;
  }

  #finishEpoch({ epoch, loss, accuracy, seconds }: EpochMetrics): void {
    const { messages, figures } = this.#terminal;
    this.clear();
    this.#terminal.note(
      messages.t('cli:train.epoch', {
        epoch: String(epoch).padStart(String(this.#plan.epochs).length),
        epochs: this.#plan.epochs,
        loss: figures.loss(loss),
        accuracy: figures.percent(accuracy),
        seconds: figures.hundredths(seconds),
      }),
    );
  }

  #finishPretrainingEpoch({ epoch, loss, seconds }: PretrainingEpoch): void {
    const { messages, figures } = this.#terminal;
    const { epochs } = this.#plan.pretraining!;
    this.clear();
    this.#terminal.note(
      messages.t('cli:train.pretrainingEpoch', {
        epoch: String(epoch).padStart(String(epochs).length),
        epochs,
        error: figures.loss(loss),
        seconds: figures.hundredths(seconds),
      }),
    );
  }

  #draw(now: number, step: number): void {
    const columns = this.#terminal.liveColumns;
    if (columns === null || now - this.#drawnAt < REDRAW) return;
    this.#drawnAt = now;
    const { messages, figures } = this.#terminal;
    const { epochs, totalSteps, pretraining } = this.#plan;
    const first = this.#seen[0]!;
    const last = this.#seen.at(-1)!;
    const seconds = (last.at - first.at) / 1000;
    const { epoch, examples, loss, correct } = this.#epoch;
    // In the order they stand; `rank` says which stay where there is no room for all.
    const parts: Part[] = [
      {
        rank: 0,
        text: epoch.isPretraining
          ? messages.t('cli:bar.pretraining', {
              epoch: epoch.index + 1,
              epochs: pretraining!.epochs,
            })
          : messages.t('cli:bar.epoch', { epoch: epoch.index + 1, epochs }),
      },
      {
        rank: 3,
        text: messages.t(epoch.isPretraining ? 'cli:bar.error' : 'cli:bar.loss', {
          loss: figures.loss(loss / examples),
        }),
      },
    ];
    if (correct !== null) {
      const accuracy = figures.percent(correct / examples);
      parts.push({ rank: 2, text: messages.t('cli:bar.accuracy', { accuracy }) });
    }
    if (seconds > 0) {
      const speed = figures.whole((last.examples - first.examples) / seconds);
      const left = figures.seconds(
        ((this.#cost(totalSteps) - this.#cost(step)) * seconds) /
          (this.#cost(last.step) - this.#cost(first.step)),
      );
      parts.push({ rank: 4, text: messages.t('cli:bar.speed', { speed }) });
      parts.push({ rank: 1, text: messages.t('cli:bar.left', { left }) });
    }
    // A line that reaches the last column would wrap and could not be taken back.
    const text = fitting(parts, columns - 1);
    const room = Math.min(columns - 1 - columnsOf(text) - GAP.length, WIDEST_BAR);
    this.#terminal.live(
      `${bar(this.#terminal, this.#cost(step) / this.#cost(totalSteps), room)}${text}`,
    );
  }
}

/** Where in a run an interval is; `index` counts from 0. */
interface Epoch {
  readonly isPretraining: boolean;
  readonly index: number;
}

interface Part {
  /** 0: stays longest. */
  readonly rank: number;
  readonly text: string;
}

/** The most important parts that fit into `columns` together. */
function fitting(parts: readonly Part[], columns: number): string {
  for (let count = Math.max(...parts.map(({ rank }) => rank)) + 1; count > 0; count--) {
    const line = parts
      .filter(({ rank }) => rank < count)
      .map(({ text }) => text)
      .join(GAP);
    if (columnsOf(line) <= columns) return line;
  }
  return '';
}

/** `share` (0–1) of `width` columns; nothing where there is no room. */
function bar(terminal: Terminal, share: number, width: number): string {
  if (width < NARROWEST_BAR) return '';
  const full = Math.round(share * width);
  return `${terminal.accent('━'.repeat(full))}${terminal.dim('─'.repeat(width - full))}${GAP}`;
}
