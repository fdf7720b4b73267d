import type { Command } from 'commander';
import type { Run } from '../../core/metrics/run';
import { Library } from '../../library/library';
import { resolve } from 'node:path';
import { startJob } from '../../jobs/supervisor';
import { findRun } from './find-run';
import { NOTHING, tableLines } from '../table';
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
  addExport(command, context);
  addImport(command, context);
}

function addExport(runs: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = runs
    .command('export')
    .description(t('cli:runs.export.description'))
    .argument('<run>', t('cli:argument.run'))
    .argument('<file>', t('cli:argument.runFile'));
  withCommonOptions(command, context).action(
    async (name: string, path: string, own: CommonOptions) => {
      const call = openCall(context, { ...runs.opts<CommonOptions>(), ...own });
      const { id } = await findRun(call, name);
      const file = resolve(host.cwd, path);
      const job = startJob(host.fork, call.jobHost, 'saveRun', { run: id, file });
      const { fingerprint } = await job.result;
      call.terminal.json({ event: 'exported', run: id, file, fingerprint });
      // The reader has a library of their own: the command names none.
      const importing = openCall(context, {}).commandLine('runs', 'import', path);
      call.terminal.result(t('cli:runs.export.done', { file, run: id, command: importing }));
      if (fingerprint !== null) {
        call.terminal.note(t('cli:runs.export.fingerprint', { fingerprint }));
      }
    },
  );
}

function addImport(runs: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = runs
    .command('import')
    .description(t('cli:runs.import.description'))
    .argument('<file>', t('cli:argument.runFile'));
  withCommonOptions(command, context).action(async (path: string, own: CommonOptions) => {
    const { terminal, jobHost } = openCall(context, { ...runs.opts<CommonOptions>(), ...own });
    const file = resolve(host.cwd, path);
    const { run, name, outcome } = await startJob(host.fork, jobHost, 'openRun', { file }).result;
    terminal.json({ event: 'imported', run, name, outcome });
    terminal.result(t(`cli:runs.import.${outcome}`, { run, name }));
  });
}

function table(runs: readonly Run[], { messages, figures }: Terminal): string[] {
  const { t, language } = messages;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  const share = (value: number | null) => (value === null ? NOTHING : figures.percent(value));
  return tableLines(runs, [
    { heading: t('cli:runs.run'), cell: (run) => run.id },
    { heading: t('cli:runs.name'), cell: (run) => run.recipe.name },
    { heading: t('cli:runs.begun'), cell: (run) => when.format(run.createdAt) },
    { heading: t('cli:runs.status'), cell: (run) => t(`cli:status.${run.status}`) },
    {
      heading: t('cli:runs.epochs'),
      right: true,
      cell: (run) => `${run.epoch}/${run.recipe.epochs}`,
    },
    { heading: t('cli:runs.training'), right: true, cell: (run) => share(run.trainAccuracy) },
    { heading: t('cli:runs.test'), right: true, cell: (run) => share(run.testAccuracy) },
    {
      heading: t('cli:runs.seconds'),
      right: true,
      cell: (run) => figures.seconds(run.trainSeconds),
    },
  ]);
}
