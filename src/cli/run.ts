import { Command, CommanderError } from 'commander';
import { CancelledError, UserError } from '../core/errors';
import { createMessages, languageOf } from '../messages';
import { addCommands } from './commands';
import { ExitCode } from './exit-code';
import type { CliHost } from './host';
import { sentenceOf } from './sentence';
import { titleIn, usageSentence } from './usage';

/**
 * The whole command line: parses `argv` (what stands after the program's name), does it, says how it went.
 * Never rejects: whatever happens has been said by the time it answers.
 */
export async function runCli(argv: readonly string[], host: CliHost): Promise<ExitCode> {
  const { env } = host;
  // POSIX's order; an empty one counts as not set.
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((name) => name);
  const messages = createMessages(languageOf(locale));
  const { t } = messages;
  let outcome: ExitCode = ExitCode.ok;

  const program = new Command(host.invocation)
    .description(t('cli:description'))
    .version(host.version, '-V, --version', t('cli:option.version'))
    .helpOption('-h, --help', t('cli:option.help'))
    .helpCommand('help [command]', t('cli:option.help'))
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      // Said below, in the person's language.
      outputError: () => undefined,
    })
    .configureHelp({ styleTitle: (title) => titleIn(messages, title) })
    .exitOverride();
  addCommands(program, { host, messages, done: (code) => (outcome = code) });

  try {
    await program.parseAsync(argv, { from: 'user' });
    return outcome;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return ExitCode.ok;
      // Without a command the help has been shown; there is nothing to add.
      if (error.code !== 'commander.help') {
        const named = program.commands.find((command) => command.name() === argv[0]);
        const words = [host.invocation, ...(named === undefined ? [] : [named.name()]), '--help'];
        host.stderr.write(`${t('cli:error', { sentence: usageSentence(error, messages) })}\n`);
        host.stderr.write(`${t('cli:usage.hint', { command: words.join(' ') })}\n`);
      }
      return ExitCode.usage;
    }
    if (error instanceof CancelledError) return ExitCode.interrupted;
    host.stderr.write(`${t('cli:error', { sentence: sentenceOf(error, messages) })}\n`);
    if (!(error instanceof UserError) && error instanceof Error) {
      host.stderr.write(`${error.stack ?? error.message}\n`);
    }
    return ExitCode.failure;
  }
}
