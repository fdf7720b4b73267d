import { type Command, InvalidArgumentError } from 'commander';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';
import { followTraining, reportTraining } from './follow-training';
import { recipeFor } from './recipe-option';

interface TrainOptions extends CommonOptions {
  readonly recipe?: string;
  readonly seed?: number;
  readonly epochs?: number;
  readonly threads: number;
}

export function addTrain(program: Command, context: CommandContext): void {
  const { host, messages, done } = context;
  const { t } = messages;
  const whole = (min: number, max: number) => (text: string) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(t('cli:usage.whole', { min, max }));
  };
  const command = program
    .command('train')
    .description(t('cli:train.description'))
    .option('--recipe <name|file>', t('cli:option.recipe'))
    .option('--seed <n>', t('cli:option.seed'), whole(0, 2 ** 31 - 1))
    .option('--epochs <n>', t('cli:option.epochs'), whole(1, 1000))
    .option('--threads <n>', t('cli:option.threads'), whole(1, 256), 1);
  withCommonOptions(command, context).action(async (options: TrainOptions) => {
    const call = openCall(context, options);
    const recipe = await recipeFor(options, command, context);
    const { exitCode, finished } = await followTraining(host, call, { recipe }, options.threads);
    if (finished !== null) reportTraining(host, call, finished);
    done(exitCode);
  });
}
