import type { Command } from 'commander';
import type { CommandContext } from '../context';
import { addDelete } from './delete';
import { addDrawings } from './drawings';
import { addExport } from './export';
import { addImport } from './import';
import { addList } from './list';

/** The commands about data sets. */
export function addData(program: Command, context: CommandContext): void {
  const { t } = context.messages;
  const data = program
    .command('data')
    .description(t('datasets:cli.description'))
    .helpOption('-h, --help', t('cli:option.help'))
    .helpCommand(false);
  addList(data, context);
  addImport(data, context);
  addDrawings(data, context);
  addExport(data, context);
  addDelete(data, context);
}
