import type { Command } from 'commander';
import { startJob } from '../../jobs/supervisor';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';
import { findModel } from './find-run';

export function addCompare(program: Command, context: CommandContext): void {
  const { host, messages } = context;
  const { t } = messages;
  const command = program
    .command('compare')
    .description(t('cli:compare.description'))
    .argument('<run|file.onnx>', t('cli:argument.model'))
    .argument('<run|file.onnx>', t('cli:argument.model'));
  withCommonOptions(command, context).action(
    async (first: string, second: string, options: CommonOptions) => {
      const call = openCall(context, options);
      const { terminal, jobHost } = call;
      const { figures } = terminal;
      const one = await findModel(call, host, first);
      const two = await findModel(call, host, second);
      const args = { models: [one.model, two.model] };
      const job = startJob(host.fork, jobHost, 'compare', args, { threads: one.threads });
      const { accuracies, pairs, looks } = await job.result;
      const [firstAccuracy, secondAccuracy] = accuracies as [number, number];
      // Of two there is one pair, and nothing to adjust its chance for.
      const { difference, interval, onlyFirst, onlySecond, pValue, examples, test } = pairs[0]!;
      const pair = { examples, onlyFirst, onlySecond, difference, interval, pValue, test };
      terminal.json({ firstAccuracy, secondAccuracy, ...pair, looks });
      const points = (share: number) => (100 * share).toFixed(2);
      terminal.result(
        t('cli:compare.result', {
          first: figures.percent(firstAccuracy),
          second: figures.percent(secondAccuracy),
          difference: points(difference),
          low: points(interval[0]),
          high: points(interval[1]),
        }),
      );
      terminal.result(
        t(pValue < 0.05 ? 'cli:compare.differ' : 'cli:compare.alike', {
          onlyFirst,
          onlySecond,
          p: pValue < 0.001 ? pValue.toExponential(1) : pValue.toFixed(3),
        }),
      );
      terminal.note(t('cli:looks', { count: looks }));
    },
  );
}
