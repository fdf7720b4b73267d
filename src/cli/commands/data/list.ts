import type { Command } from 'commander';
import type { DatasetInfo } from '../../../core/data/dataset-info';
import { tableLines } from '../../table';
import type { Terminal } from '../../terminal';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from '../context';
import { withData } from '../with-data';

/** `data list` */
export function addList(data: Command, context: CommandContext): void {
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
