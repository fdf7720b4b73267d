import type { Command } from 'commander';
import { resolve } from 'node:path';
import { errorFromData } from '../../core/errors';
import { startJob } from '../../jobs/supervisor';
import { ExitCode } from '../exit-code';
import { sentenceOf } from '../sentence';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';
import { findModel } from './find-run';

export function addClassify(program: Command, context: CommandContext): void {
  const { host, messages, done } = context;
  const { t } = messages;
  const command = program
    .command('classify')
    .description(t('cli:classify.description'))
    .argument('<run|file.onnx>', t('cli:argument.model'))
    .argument('<image...>', t('cli:argument.images'));
  withCommonOptions(command, context).action(
    async (name: string, images: string[], options: CommonOptions) => {
      const call = openCall(context, options);
      const { terminal, jobHost } = call;
      const { model } = await findModel(call, host, name);
      // The person's own words come back with each answer; the worker may have another current folder.
      const files = images.map((image) => resolve(host.cwd, image));
      const job = startJob(
        host.fork,
        jobHost,
        'classify',
        { model, files },
        {
          onEvent: (event) => {
            const file = images[event.index]!;
            if ('error' in event) {
              const sentence = sentenceOf(errorFromData(event.error), messages);
              terminal.warn(t('cli:error', { sentence }));
              return;
            }
            const { probabilities, className } = event;
            const digit = /^\d+$/.test(className) ? Number(className) : className;
            terminal.json({ file, digit, probabilities });
            terminal.result(
              t('cli:classify.line', {
                file,
                digit,
                probability: terminal.figures.percent(Math.max(...probabilities)),
              }),
            );
          },
        },
      );
      const { failed } = await job.result;
      if (failed > 0) done(ExitCode.failure);
    },
  );
}
