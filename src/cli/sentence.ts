import { UserError } from '../core/errors';
import type { Messages } from '../messages';

/** An error in the person's language: what they can mend in plain words, a bug as what it is. */
export function sentenceOf(error: unknown, messages: Messages): string {
  if (error instanceof UserError) return messages.error(error.code, error.params);
  return messages.t('cli:bug', { message: error instanceof Error ? error.message : String(error) });
}
