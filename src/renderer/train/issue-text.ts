import type { Translate } from '../../messages';
import type { Format } from '../format';
import type { Range } from './knobs';
import type { Issue } from './recipe-form.svelte';

/** What is wrong with a field, as a sentence. */
export function issueText(t: Translate, format: Format, issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return t(issue.expected === 'int' ? 'train:invalid.whole' : 'train:invalid.number');
    case 'too_small': {
      if (issue.origin === 'string') return t('train:invalid.empty');
      const min = format.plain(Number(issue.minimum));
      return t(issue.inclusive === false ? 'train:invalid.above' : 'train:invalid.atLeast', {
        min,
      });
    }
    case 'too_big': {
      const max = format.integer(Number(issue.maximum));
      if (issue.origin === 'string') return t('train:invalid.long', { max });
      if (issue.origin === 'array') return t('train:invalid.layers', { max });
      return t(issue.inclusive === false ? 'train:invalid.below' : 'train:invalid.atMost', { max });
    }
    default:
      return t('train:invalid.other');
  }
}

/** A range in words. */
export function rangeText(t: Translate, format: Format, range: Range): string {
  const ends = { min: format.plain(range.min), max: format.integer(range.max) };
  if (range.openMin) return t('train:range.above', ends);
  if (range.openMax) return t('train:range.below', ends);
  return t('train:range.closed', ends);
}
