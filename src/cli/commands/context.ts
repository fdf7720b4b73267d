import type { Command } from 'commander';
import { resolve } from 'node:path';
import { defaultLibraryFolder } from '../../library/folder';
import type { JobHost } from '../../jobs/protocol';
import type { Messages } from '../../messages';
import type { ExitCode } from '../exit-code';
import type { CliHost } from '../host';
import { Terminal } from '../terminal';

/** What a command is made with. */
export interface CommandContext {
  readonly host: CliHost;
  readonly messages: Messages;
  /** Tells with which code the process shall end; 0 unless told. */
  readonly done: (code: ExitCode) => void;
}

/** The options every command takes. */
export interface CommonOptions {
  readonly library?: string;
  readonly json?: true;
  readonly quiet?: true;
}

export function withCommonOptions(command: Command, { messages: { t } }: CommandContext): Command {
  return command
    .option('--library <dir>', t('cli:option.library'))
    .option('--json', t('cli:option.json'))
    .option('--quiet', t('cli:option.quiet'))
    .helpOption('-h, --help', t('cli:option.help'));
}

/** One call of a command: where it speaks, and where its jobs work. */
export interface Call {
  readonly terminal: Terminal;
  readonly jobHost: JobHost;
  /** A command line for the person to type, with the library they named. */
  readonly commandLine: (...words: string[]) => string;
}

export function openCall({ host, messages }: CommandContext, options: CommonOptions): Call {
  const library =
    options.library === undefined
      ? defaultLibraryFolder(host.env, process.platform)
      : resolve(host.cwd, options.library);
  return {
    terminal: new Terminal(host, messages, {
      json: options.json ?? false,
      quiet: options.quiet ?? false,
    }),
    jobHost: { library, mnist: host.mnist, models: host.models, app: host.version },
    commandLine: (...words) => {
      const named = options.library === undefined ? [] : ['--library', options.library];
      return [host.invocation, ...[...words, ...named].map(quoted)].join(' ');
    },
  };
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
