import type { Command } from 'commander';
import { Option } from 'commander';
import { resolve } from 'node:path';
import { startJob } from '../../../jobs/supervisor';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from '../context';
import { withShareLine } from '../share-line';
import { withData } from '../with-data';

interface ExportOptions extends CommonOptions {
  readonly format: 'idx' | 'csv' | 'pictures';
}

/** `data export` */
export function addExport(data: Command, context: CommandContext): void {
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
    async (which: string, to: string, { format, ...options }: ExportOptions) => {
      const call = openCall(context, options);
      const { terminal, jobHost } = call;
      const { id: dataset } = await withData(call, (source) => source.find(which));
      const file = resolve(host.cwd, to);
      const args = { dataset, format, file };
      const { images } = await withShareLine(call, host, t('datasets:cli.writing'), (onEvent) =>
        startJob(host.fork, jobHost, 'exportDataset', args, { onEvent }),
      );
      terminal.json({ event: 'exported', file, images });
      terminal.result(
        t('datasets:export.done', { count: images, images: terminal.figures.whole(images), file }),
      );
    },
  );
}
