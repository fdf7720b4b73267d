import type { Command } from 'commander';
import { resolve } from 'node:path';
import { importClassNamesSchema, type ImportPreview } from '../../../core/data/import';
import { UserError } from '../../../core/errors';
import { startJob } from '../../../jobs/supervisor';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from '../context';
import { withShareLine } from '../share-line';
import { wholeNumber } from '../whole-number';
import { withData } from '../with-data';
import { report } from './import-report';

interface ImportOptions extends CommonOptions {
  readonly name?: string;
  readonly classNames?: string;
  readonly labelColumn?: number;
  readonly transpose?: boolean;
  readonly invert?: boolean;
  readonly preview?: true;
}

/** `data import` */
export function addImport(data: Command, context: CommandContext): void {
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
    async (paths: readonly string[], options: ImportOptions) => {
      const call = openCall(context, options);
      const { terminal, jobHost, commandLine } = call;
      // Commander sets --no-x to true unless it is given; only what a person said counts.
      const said = (key: 'transpose' | 'invert') =>
        command.getOptionValueSource(key) === 'cli' ? (options[key] ?? null) : null;
      const args = {
        paths: paths.map((path) => resolve(host.cwd, path)),
        options: {
          labelColumn: options.labelColumn === undefined ? null : options.labelColumn - 1,
          transpose: said('transpose'),
          invert: said('invert'),
        },
      };
      const preview = await withShareLine(call, host, t('datasets:cli.reading'), (onEvent) =>
        startJob(host.fork, jobHost, 'import', args, { onEvent }),
      );
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
