import type { Command } from 'commander';
import { startJob } from '../../jobs/supervisor';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';
import { findModel } from './find-run';

export function addEvaluate(program: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = program
    .command('evaluate')
    .description(t('cli:evaluate.description'))
    .argument('<run|file.onnx>', t('cli:argument.model'));
  withCommonOptions(command, context).action(async (name: string, options: CommonOptions) => {
    const call = openCall(context, options);
    const { terminal, jobHost } = call;
    const { model, threads } = await findModel(call, host, name);
    const job = startJob(host.fork, jobHost, 'evaluate', { model }, { threads });
    const { accuracy, examples, correct, looks } = await job.result;
    terminal.json({ accuracy, examples });
    terminal.result(
      t('cli:evaluate.result', {
        accuracy: terminal.figures.percent(accuracy),
        correct: terminal.figures.whole(correct),
        examples: terminal.figures.whole(examples),
      }),
    );
    terminal.note(t('cli:looks', { count: looks }));
  });
}
