import { type Command, InvalidArgumentError } from 'commander';
import { startJob } from '../../jobs/supervisor';
import type { JobEvent, JobResult } from '../../jobs/registry';
import { columnsOf } from '../columns';
import { NOTHING, tableLines } from '../table';
import type { Terminal } from '../terminal';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';

interface BaselinesOptions extends CommonOptions {
  readonly validation?: true;
  readonly examples?: number;
}

type Event = JobEvent<'baselines'>;
type Row = JobResult<'baselines'>['rows'][number];

/** Smallest time between two drawings of the line, in milliseconds. */
const REDRAW = 80;

export function addBaselines(program: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = program
    .command('baselines')
    .description(t('cli:baselines.description'))
    .option('--validation', t('cli:option.validation'))
    .option('--examples <n>', t('cli:option.examples'), (text) => {
      const value = Number(text);
      if (/^\d+$/.test(text) && value >= 10 && value <= 55_000) return value;
      throw new InvalidArgumentError(t('cli:usage.whole', { min: 10, max: 55_000 }));
    });
  withCommonOptions(command, context).action(async (options: BaselinesOptions) => {
    const { terminal, jobHost } = openCall(context, options);
    const { examples } = options;
    const progress = new MethodProgress(terminal, host.now);
    const job = startJob(
      host.fork,
      jobHost,
      'baselines',
      {
        test: options.validation !== true,
        ...(examples !== undefined && { subset: { type: 'stratified', count: examples } }),
      },
      {
        onEvent: (event) => {
          if (event.type === 'row') terminal.json({ event: 'row', ...event.row });
          else progress.advance(event);
        },
        onLastWords: (text) => {
          terminal.warn(text.trimEnd());
        },
      },
    );
    let interrupts = 0;
    const stopListening = host.onInterrupt(() => {
      interrupts++;
      if (interrupts === 1) job.control('stop');
      else job.kill();
    });
    try {
      const { rows, validationExamples, looks } = await job.result;
      progress.clear();
      terminal.json({ event: 'done', validationExamples, looks });
      for (const line of table(rows, terminal)) terminal.result(line);
      terminal.note(
        t('cli:baselines.chosen', { examples: terminal.figures.whole(validationExamples) }),
      );
      if (options.validation !== true) terminal.note(t('cli:looks', { count: looks }));
    } finally {
      progress.clear();
      stopListening();
    }
  });
}

function table(rows: readonly Row[], { messages: { t }, figures }: Terminal): string[] {
  const share = (value: number | null) => (value === null ? NOTHING : figures.percent(value));
  const chosen = ({ choice }: Row) => {
    if (choice === null) return NOTHING;
    return choice.of === 'neighbours'
      ? `k = ${choice.value}`
      : t('cli:epochs', { count: choice.value });
  };
  return tableLines(rows, [
    { heading: t('cli:baselines.method'), cell: ({ method }) => t(`cli:baselines.${method}`) },
    {
      heading: t('cli:baselines.examples'),
      right: true,
      cell: ({ examples }) => figures.whole(examples),
    },
    { heading: t('cli:baselines.choice'), cell: chosen },
    {
      heading: t('cli:baselines.validation'),
      right: true,
      cell: ({ validationAccuracy }) => share(validationAccuracy),
    },
    {
      heading: t('cli:runs.test'),
      right: true,
      cell: ({ testAccuracy }) => share(testAccuracy),
    },
    {
      heading: t('cli:runs.seconds'),
      right: true,
      cell: ({ seconds }) => figures.seconds(seconds),
    },
  ]);
}

/** A line that says which method is at work, how far it is, and how long it may still take. */
class MethodProgress {
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
