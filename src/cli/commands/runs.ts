import type { Command } from 'commander';
import type { Run } from '../../core/metrics/run';
import { Library } from '../../library/library';
import { columnsOf } from '../columns';
import type { Terminal } from '../terminal';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';

export function addRuns(program: Command, context: CommandContext): void {
  const { t } = context.messages;
  const command = program.command('runs').description(t('cli:runs.description'));
  withCommonOptions(command, context).action(async (options: CommonOptions) => {
    const { terminal, jobHost, commandLine } = openCall(context, options);
    const library = await Library.open(jobHost.library, { role: 'worker' });
    try {
      const runs = library.runs.list();
      for (const run of runs) terminal.json({ ...run });
      if (runs.length === 0) {
        terminal.result(
          t('cli:runs.none', { library: jobHost.library, command: commandLine('train') }),
        );
        return;
      }
      for (const line of table(runs, terminal)) terminal.result(line);
    } finally {
      library.close();
    }
  });
}

/** One line a run under a line of headings, columns as wide as their widest entry; figures to the right. */
function table(runs: readonly Run[], { messages, figures }: Terminal): string[] {
  const { t, language } = messages;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  const none = '–';
  const columns: { heading: string; right?: true; cell: (run: Run) => string }[] = [
    { heading: t('cli:runs.run'), cell: (run) => run.id },
    { heading: t('cli:runs.name'), cell: (run) => run.recipe.name },
    { heading: t('cli:runs.begun'), cell: (run) => when.format(run.createdAt) },
    { heading: t('cli:runs.status'), cell: (run) => t(`cli:status.${run.status}`) },
    {
      heading: t('cli:runs.epochs'),
      right: true,
      cell: (run) => `${run.epoch}/${run.recipe.epochs}`,
    },
    {
      heading: t('cli:runs.training'),
      right: true,
      cell: (run) => (run.trainAccuracy === null ? none : figures.percent(run.trainAccuracy)),
    },
    {
      heading: t('cli:runs.test'),
      right: true,
      cell: (run) => (run.testAccuracy === null ? none : figures.percent(run.testAccuracy)),
    },
    {
      heading: t('cli:runs.seconds'),
      right: true,
      cell: (run) => figures.seconds(run.trainSeconds),
    },
  ];
  const rows = [
    columns.map(({ heading }) => heading),
    ...runs.map((run) => columns.map(({ cell }) => cell(run))),
  ];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => columnsOf(row[i]!))));
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const padding = ' '.repeat(widths[i]! - columnsOf(cell));
        return columns[i]!.right ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}
