import type { Command } from 'commander';
import { keepDrawnSet } from '../../../library/drawn-dataset';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from '../context';
import { withData } from '../with-data';

interface DrawingsOptions extends CommonOptions {
  readonly name?: string;
}

/** `data drawings` */
export function addDrawings(data: Command, context: CommandContext): void {
  const { t } = context.messages;
  const command = data
    .command('drawings')
    .description(t('datasets:cli.drawings'))
    .option('--name <name>', t('datasets:cli.name'));
  withCommonOptions(command, context).action(async ({ name, ...options }: DrawingsOptions) => {
    const call = openCall(context, options);
    const { terminal, commandLine } = call;
    const made = await withData(call, (source, { datasets, drawings }) => {
      const list = drawings.list();
      const usual = t('datasets:fromDrawings.name', { count: list.length });
      const given = name?.trim().slice(0, 80) ?? '';
      return source.get(keepDrawnSet(datasets, list, given === '' ? usual : given));
    });
    terminal.json({ event: 'made', id: made.id, name: made.name });
    terminal.result(t('datasets:cli.drawn', { id: made.id, name: made.name }));
    terminal.note(t('cli:train.next', { command: commandLine('train', '--data', made.id) }));
  });
}
