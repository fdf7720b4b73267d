import type { Command } from 'commander';
import { startJob } from '../../jobs/supervisor';
import type { JobResult } from '../../jobs/registry';
import { interruptible } from '../interruptible';
import { MethodProgress } from '../method-progress';
import { NOTHING, tableLines } from '../table';
import type { Terminal } from '../terminal';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';
import { wholeNumber } from './whole-number';

interface BaselinesOptions extends CommonOptions {
  readonly validation?: true;
  readonly examples?: number;
  readonly threads: number;
}

type Row = JobResult<'baselines'>['rows'][number];

export function addBaselines(program: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = program
    .command('baselines')
    .description(t('cli:baselines.description'))
    .option('--validation', t('cli:option.validation'))
    .option('--examples <n>', t('cli:option.examples'), wholeNumber(context, 10, 55_000))
    .option('--threads <n>', t('cli:option.threads'), wholeNumber(context, 1, 256), 1);
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
        threads: options.threads,
        onEvent: (event) => {
          if (event.type === 'row') terminal.json({ event: 'row', ...event.row });
          else progress.advance(event);
        },
        onLastWords: (text) => {
          terminal.warn(text.trimEnd());
        },
      },
    );
    try {
      const { rows, validationExamples, looks } = await interruptible(host, job);
      progress.clear();
      terminal.json({ event: 'done', validationExamples, looks });
      for (const line of table(rows, terminal)) terminal.result(line);
      terminal.note(
        t('cli:baselines.chosen', { examples: terminal.figures.whole(validationExamples) }),
      );
      if (options.validation !== true) terminal.note(t('cli:looks', { count: looks }));
    } finally {
      progress.clear();
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
