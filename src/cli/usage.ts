import type { CommanderError } from 'commander';
import type { Messages } from '../messages';

// Commander speaks English only. What it says is taken apart by its error codes and said again in the person's language.

const errors = {
  'commander.unknownCommand': 'cli:usage.unknownCommand',
  'commander.unknownOption': 'cli:usage.unknownOption',
  'commander.missingArgument': 'cli:usage.missingArgument',
  'commander.optionMissingArgument': 'cli:usage.missingValue',
  'commander.excessArguments': 'cli:usage.excessArguments',
} as const;

const titles = {
  'Usage:': 'cli:help.usage',
  'Arguments:': 'cli:help.arguments',
  'Options:': 'cli:help.options',
  'Commands:': 'cli:help.commands',
} as const;

/** What is wrong with the command line. */
export function usageSentence({ code, message }: CommanderError, { t }: Messages): string {
  const quoted = [...message.matchAll(/'([^']*)'/g)].map(([, text]) => text!);
  const [what = '', value = ''] = quoted;
  if (code === 'commander.invalidArgument') {
    // "… is invalid. " and then our own sentence, from the option's parser.
    const [, expected = ''] = message.split(' is invalid. ');
    return t('cli:usage.invalid', { what, value, expected });
  }
  const sentence = isKey(errors, code) ? t(errors[code], { what }) : message;
  const suggestion = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(message)?.[1];
  return suggestion === undefined ? sentence : t('cli:usage.suggestion', { sentence, suggestion });
}

/** A heading of the help. */
export function titleIn({ t }: Messages, title: string): string {
  return isKey(titles, title) ? t(titles[title]) : title;
}

function isKey<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key);
}
