import type { Command } from 'commander';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';
import { findRun } from './find-run';
import { followTraining, reportTraining } from './follow-training';

export function addResume(program: Command, context: CommandContext): void {
  const { host, messages, done } = context;
  const { t } = messages;
  const command = program
    .command('resume')
    .description(t('cli:resume.description'))
    .argument('<run>', t('cli:argument.run'));
  withCommonOptions(command, context).action(async (name: string, options: CommonOptions) => {
    const call = openCall(context, options);
    const run = await findRun(call, name);
    // The bits of a run depend on how many threads compute it, so it goes on with as many as it began with.
    const { exitCode, finished } = await followTraining(
      host,
      call,
      { resume: run.id },
      run.environment.threads,
    );
    if (finished !== null) reportTraining(host, call, finished);
    done(exitCode);
  });
}
