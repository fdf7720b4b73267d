import type { Command } from 'commander';
import { modelCard } from '../../core/card/card';
import { startJob } from '../../jobs/supervisor';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';
import { findModel } from './find-run';

export function addCard(program: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = program
    .command('card')
    .description(t('cli:card.description'))
    .argument('<run|file.onnx>', t('cli:argument.model'));
  withCommonOptions(command, context).action(async (name: string, options: CommonOptions) => {
    const call = openCall(context, options);
    const { model, threads } = await findModel(call, host, name);
    const facts = await startJob(host.fork, call.jobHost, 'card', { model }, { threads }).result;
    call.terminal.json({ ...facts });
    // The reader has a library of their own: the commands name none.
    const commandLine = openCall(context, {}).commandLine;
    call.terminal.result(modelCard(facts, messages, commandLine).trimEnd());
  });
}
