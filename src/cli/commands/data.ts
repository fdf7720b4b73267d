import type { Command } from 'commander';
import { Option } from 'commander';
import { resolve } from 'node:path';
import type { DatasetInfo } from '../../core/data/dataset-info';
import { importClassNamesSchema, type ImportPreview } from '../../core/data/import';
import { errorFromData, UserError } from '../../core/errors';
import { startJob, type JobHandle } from '../../jobs/supervisor';
import { DataSource } from '../../library/data-source';
import { Library } from '../../library/library';
import { sentenceOf } from '../sentence';
import { tableLines } from '../table';
import type { Terminal } from '../terminal';
import {
  type Call,
  type CommandContext,
  type CommonOptions,
  openCall,
  withCommonOptions,
} from './context';
import { shareLine } from './share-line';
import { wholeNumber } from './whole-number';

interface ImportCommandOptions extends CommonOptions {
  readonly name?: string;
  readonly classNames?: string;
  readonly labelColumn?: number;
  readonly transpose?: boolean;
  readonly invert?: boolean;
  readonly preview?: true;
}
interface ExportCommandOptions extends CommonOptions {
  readonly format: 'idx' | 'csv' | 'pictures';
}

/** `data list`, `data import`, `data export`, `data delete`. */
export function addData(program: Command, context: CommandContext): void {
  const { t } = context.messages;
  const data = program
    .command('data')
    .description(t('datasets:cli.description'))
    .helpOption('-h, --help', t('cli:option.help'))
    .helpCommand(false);
  addList(data, context);
  addImport(data, context);
  addExport(data, context);
  addDelete(data, context);
}

/** Works with the library's data sets, in this process. */
export async function withData<R>(
  { jobHost }: Call,
  work: (source: DataSource, library: Library) => R,
): Promise<R> {
  const library = await Library.open(jobHost.library, { role: 'worker' });
  try {
    return work(new DataSource(library, jobHost.mnist), library);
  } finally {
    library.close();
  }
}

function addList(data: Command, context: CommandContext): void {
  const { t } = context.messages;
  const command = data.command('list').description(t('datasets:cli.list'));
  withCommonOptions(command, context).action(async (options: CommonOptions) => {
    const call = openCall(context, options);
    const { terminal } = call;
    const list = await withData(call, (source) => source.list());
    for (const dataset of list) terminal.json({ ...dataset });
    for (const line of table(list, terminal)) terminal.result(line);
  });
}

function table(list: readonly DatasetInfo[], { messages: { t }, figures }: Terminal): string[] {
  return tableLines(list, [
    { heading: t('datasets:cli.id'), cell: ({ id }) => id },
    { heading: t('datasets:preview.name'), cell: ({ name }) => name },
    {
      heading: t('datasets:cli.classes'),
      right: true,
      cell: ({ classNames }) => String(classNames.length),
    },
    {
      heading: t('datasets:preview.train'),
      right: true,
      cell: ({ trainCount }) => figures.whole(trainCount),
    },
    {
      heading: t('datasets:preview.test'),
      right: true,
      cell: ({ testCount }) => figures.whole(testCount),
    },
    {
      heading: t('datasets:preview.format'),
      cell: ({ source }) => t(`datasets:format.${source.format}`),
    },
  ]);
}

function addImport(data: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = data
    .command('import')
    .description(t('datasets:cli.import'))
    .argument('<paths...>', t('datasets:cli.paths'))
    .option('--name <name>', t('datasets:cli.name'))
    .option('--class-names <list>', t('datasets:cli.classNames'))
    .option('--label-column <n>', t('datasets:cli.labelColumn'), wholeNumber(context, 1, 100_000))
    .option('--transpose', t('datasets:cli.transpose'))
    .option('--no-transpose', t('datasets:cli.noTranspose'))
    .option('--invert', t('datasets:cli.invert'))
    .option('--no-invert', t('datasets:cli.noInvert'))
    .option('--preview', t('datasets:cli.preview'));
  withCommonOptions(command, context).action(
    async (paths: readonly string[], options: ImportCommandOptions) => {
      const call = openCall(context, options);
      const { terminal, jobHost, commandLine } = call;
      // Commander sets --no-x to true unless it is given; only what a person said counts.
      const said = (key: 'transpose' | 'invert') =>
        command.getOptionValueSource(key) === 'cli' ? (options[key] ?? null) : null;
      const line = shareLine(terminal, t('datasets:cli.reading'));
      const job = startJob(
        host.fork,
        jobHost,
        'import',
        {
          paths: paths.map((path) => resolve(host.cwd, path)),
          options: {
            labelColumn: options.labelColumn === undefined ? null : options.labelColumn - 1,
            transpose: said('transpose'),
            invert: said('invert'),
          },
        },
        {
          onEvent: ({ share }) => {
            line.show(share);
          },
        },
      );
      const preview = await interruptible(context, job, line.clear);
      report(preview, terminal, options.preview === true);
      if (options.preview === true) {
        await withData(call, (_source, { datasets }) => {
          datasets.discard(preview.id);
        });
        return;
      }
      const name = (options.name ?? preview.known ?? preview.name).trim().slice(0, 80);
      const names = classNames(options.classNames, preview);
      const id = await withData(call, (_source, { datasets }) => {
        if (names !== null) return datasets.keep(preview.id, name || preview.name, names);
        datasets.discard(preview.id);
        throw new UserError('import.classNames', {
          expected: preview.classNames.length,
          got: options.classNames!.split(',').length,
        });
      });
      terminal.json({ event: 'imported', id });
      terminal.result(t('datasets:cli.imported', { id }));
      terminal.note(t('cli:train.next', { command: commandLine('train', '--data', id) }));
    },
  );
}

/** What a person names the classes, or what they are called in the files; null where the names do not fit. */
function classNames(given: string | undefined, preview: ImportPreview): readonly string[] | null {
  if (given === undefined) return preview.classNames;
  const names = importClassNamesSchema.safeParse(given.split(','));
  return names.success && names.data.length === preview.classNames.length ? names.data : null;
}

function report(preview: ImportPreview, terminal: Terminal, isPreview: boolean): void {
  const { messages, figures } = terminal;
  const { t } = messages;
  const { source } = preview;
  const total = (counts: readonly number[]) => figures.whole(counts.reduce((a, b) => a + b, 0));
  // Without the pixels.
  terminal.json({ event: 'read', ...preview, samples: undefined });
  terminal.note(
    `${t(`datasets:format.${source.format}`)}: ${t('datasets:about', {
      classes: preview.classNames.length,
      train: total(preview.trainCounts),
      test: total(preview.testCounts),
    })}. ${t(`datasets:preview.${source.testPart}`)}`,
  );
  if (isPreview) {
    preview.classNames.forEach((name, k) => {
      terminal.note(`  ${name}: ${preview.trainCounts[k]!} + ${preview.testCounts[k]!}`);
    });
  }
  if (source.duplicates > 0) {
    const duplicates = figures.whole(source.duplicates);
    terminal.note(t('datasets:preview.duplicatesSome', { duplicates }));
  }
  if (source.overlap > 0) {
    terminal.warn(t('datasets:preview.overlapSome', { overlap: figures.whole(source.overlap) }));
  }
  if (source.refused === 0) return;
  terminal.warn(
    `${t('datasets:preview.refused')}: ${t('datasets:preview.refusedSome', { count: source.refused })}`,
  );
  for (const { error } of preview.refused) {
    terminal.warn(`  ${sentenceOf(errorFromData(error), messages)}`);
  }
}

function addExport(data: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const formats = new Option('--format <format>', t('datasets:cli.format'))
    .choices(['idx', 'csv', 'pictures'])
    .default('idx');
  const command = data
    .command('export')
    .description(t('datasets:cli.export'))
    .argument('<data>', t('datasets:cli.which'))
    .argument('<file.zip>', t('cli:argument.file'))
    .addOption(formats);
  withCommonOptions(command, context).action(
    async (which: string, to: string, { format, ...options }: ExportCommandOptions) => {
      const call = openCall(context, options);
      const { terminal, jobHost } = call;
      const { id: dataset } = await withData(call, (source) => source.find(which));
      const file = resolve(host.cwd, to);
      const line = shareLine(terminal, t('datasets:cli.writing'));
      const job = startJob(
        host.fork,
        jobHost,
        'exportDataset',
        { dataset, format, file },
        {
          onEvent: ({ share }) => {
            line.show(share);
          },
        },
      );
      const { images } = await interruptible(context, job, line.clear);
      terminal.json({ event: 'exported', file, images });
      terminal.result(
        t('datasets:export.done', { count: images, images: terminal.figures.whole(images), file }),
      );
    },
  );
}

function addDelete(data: Command, context: CommandContext): void {
  const { t } = context.messages;
  const command = data
    .command('delete')
    .description(t('datasets:cli.delete'))
    .argument('<data>', t('datasets:cli.which'))
    .option('--undo', t('datasets:cli.undo'));
  withCommonOptions(command, context).action(
    async (which: string, options: CommonOptions & { readonly undo?: true }) => {
      const call = openCall(context, options);
      const { terminal, commandLine } = call;
      if (options.undo === true) {
        await withData(call, (_source, { datasets }) => {
          datasets.undelete(which);
        });
        terminal.json({ event: 'undeleted', id: which });
        terminal.result(t('datasets:cli.undeleted', { id: which }));
        return;
      }
      const { id, name } = await withData(call, (source, { datasets }) => {
        const found = source.find(which);
        datasets.delete(found.id);
        return found;
      });
      terminal.json({ event: 'deleted', id });
      terminal.result(t('datasets:deleted', { name }));
      terminal.note(
        t('datasets:cli.undoHint', { command: commandLine('data', 'delete', id, '--undo') }),
      );
    },
  );
}

/** The job's result. Ctrl-C asks it to stop, twice ends it. */
async function interruptible<R>(
  { host }: CommandContext,
  job: Pick<JobHandle<'import'>, 'control' | 'kill'> & { readonly result: Promise<R> },
  clear: () => void,
): Promise<R> {
  let interrupts = 0;
  const stopListening = host.onInterrupt(() => {
    interrupts++;
    if (interrupts === 1) job.control('stop');
    else job.kill();
  });
  try {
    return await job.result;
  } finally {
    clear();
    stopListening();
  }
}
