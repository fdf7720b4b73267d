import { type Command, InvalidArgumentError } from 'commander';
import { meanDeviation } from '../../core/metrics/mean-deviation';
import type { Recipe } from '../../core/recipe/schema';
import { ExitCode } from '../exit-code';
import type { CliHost } from '../host';
import {
  type Call,
  type CommandContext,
  type CommonOptions,
  openCall,
  withCommonOptions,
} from './context';
import { withData } from './with-data';
import { followTraining, reportTraining } from './follow-training';
import { recipeFor } from './recipe-option';
import { wholeNumber } from './whole-number';

interface TrainOptions extends CommonOptions {
  readonly recipe?: string;
  readonly data?: string;
  readonly seed?: number;
  readonly seeds?: readonly number[];
  readonly epochs?: number;
  readonly threads: number;
}

export function addTrain(program: Command, context: CommandContext): void {
  const { host, messages, done } = context;
  const { t } = messages;
  const whole = (min: number, max: number) => wholeNumber(context, min, max);
  const seedList = (text: string): number[] => {
    const seeds = text.split(',').map((part) => part.trim());
    const good = seeds.every((part) => /^\d+$/.test(part) && Number(part) < 2 ** 31);
    if (good && seeds.length > 1) return seeds.map(Number);
    throw new InvalidArgumentError(t('cli:usage.seeds'));
  };
  const command = program
    .command('train')
    .description(t('cli:train.description'))
    .option('--recipe <name|file>', t('cli:option.recipe'))
    .option('--data <id|name>', t('datasets:cli.use'))
    .option('--seed <n>', t('cli:option.seed'), whole(0, 2 ** 31 - 1))
    .option('--seeds <list>', t('cli:option.seeds'), seedList)
    .option('--epochs <n>', t('cli:option.epochs'), whole(1, 1000))
    .option('--threads <n>', t('cli:option.threads'), whole(1, 256), 1);
  withCommonOptions(command, context).action(async (options: TrainOptions) => {
    const call = openCall(context, options);
    const given = await recipeFor(options, command, context);
    const { data } = options;
    const dataset =
      data === undefined ? given.dataset : (await withData(call, (source) => source.find(data))).id;
    const recipe = { ...given, dataset };
    if (options.seeds !== undefined) {
      if (options.seed !== undefined) command.error(t('cli:usage.seedOrSeeds'));
      done(await trainSeeds(host, call, recipe, options.seeds, options.threads));
      return;
    }
    const { exitCode, finished } = await followTraining(host, call, { recipe }, options.threads);
    if (finished !== null) reportTraining(host, call, finished);
    done(exitCode);
  });
}

/** One run a seed, one after another; then how far they scatter. */
async function trainSeeds(
  host: CliHost,
  call: Call,
  recipe: Recipe,
  seeds: readonly number[],
  threads: number,
): Promise<ExitCode> {
  const { terminal } = call;
  const accuracies: number[] = [];
  for (const seed of seeds) {
    const args = { recipe: { ...recipe, seed } };
    const { exitCode, finished } = await followTraining(host, call, args, threads);
    if (finished === null) return exitCode;
    reportTraining(host, call, finished);
    accuracies.push(finished.evaluation.accuracy);
  }
  const { mean, deviation } = meanDeviation(accuracies);
  terminal.json({ event: 'seeds', seeds, accuracies, mean, deviation });
  terminal.result(
    terminal.messages.t('cli:train.mean', {
      count: seeds.length,
      mean: terminal.figures.percent(mean),
      deviation: terminal.figures.percent(deviation ?? 0),
      all: accuracies.map((accuracy) => terminal.figures.percent(accuracy)).join(', '),
    }),
  );
  return ExitCode.ok;
}
