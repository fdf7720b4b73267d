import { InvalidArgumentError } from 'commander';
import type { CommandContext } from './context';

/** Reads an option's value as a whole number from `min` to `max`; anything else is wrong usage. */
export const wholeNumber =
  ({ messages: { t } }: CommandContext, min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(t('cli:usage.whole', { min, max }));
  };
