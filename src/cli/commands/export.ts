import type { Command } from 'commander';
import { resolve } from 'node:path';
import { startJob } from '../../jobs/supervisor';
import {
  type Call,
  type CommandContext,
  type CommonOptions,
  openCall,
  withCommonOptions,
} from './context';
import { findRun } from './find-run';
import type { CliHost } from '../host';
import type { Run } from '../../core/metrics/run';

export function addExport(program: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = program
    .command('export')
    .description(t('cli:export.description'))
    .argument('<run>', t('cli:argument.run'))
    .argument('<file.onnx>', t('cli:argument.file'));
  withCommonOptions(command, context).action(
    async (name: string, file: string, options: CommonOptions) => {
      const call = openCall(context, options);
      await exportTo(host, call, await findRun(call, name), resolve(host.cwd, file));
    },
  );
}

/** Writes `run` as a certified ONNX file and says what the certificate says. */
export async function exportTo(host: CliHost, call: Call, run: Run, file: string): Promise<void> {
  const { terminal, jobHost } = call;
  const { figures, messages } = terminal;
  const job = startJob(
    host.fork,
    jobHost,
    'export',
    { run: run.id, file },
    { threads: run.environment.threads },
  );
  const { certificate } = await job.result;
  terminal.json({ event: 'exported', run: run.id, file, ...certificate });
  terminal.result(
    messages.t('cli:export.done', {
      file,
      same: figures.whole(certificate.sameClass),
      examples: figures.whole(certificate.examples),
      difference: certificate.largestDifference.toExponential(1),
      accuracy: figures.percent(certificate.accuracy),
    }),
  );
}
