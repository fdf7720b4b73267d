import type { Command } from 'commander';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from '../context';
import { withData } from '../with-data';

/** `data delete`, which `--undo` takes back. */
export function addDelete(data: Command, context: CommandContext): void {
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
