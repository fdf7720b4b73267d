import { Command, CommanderError } from 'commander';
import { CancelledError, UserError } from '../core/errors';
import { createMessages, languageOf } from '../messages';
import { addCommands } from './commands';
import { ExitCode } from './exit-code';
import type { CliHost } from './host';
import { sentenceOf } from './sentence';

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
    })
    .showHelpAfterError(t('cli:usage.hint', { command: `${host.invocation} --help` }))
    .exitOverride();
  addCommands(program, { host, messages, done: (code) => (outcome = code) });

  try {
    await program.parseAsync(argv, { from: 'user' });
    return outcome;
  } catch (error) {
    // Commander has said it already. Without arguments it shows the help, as an error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    if (error instanceof CancelledError) return ExitCode.interrupted;
    host.stderr.write(`${t('cli:error', { sentence: sentenceOf(error, messages) })}\n`);
    if (!(error instanceof UserError) && error instanceof Error) {
      host.stderr.write(`${error.stack ?? error.message}\n`);
    }
    return ExitCode.failure;
  }
}
