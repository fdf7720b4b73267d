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
      const max = format.plain(Number(issue.maximum));
      if (issue.origin === 'string') return t('train:invalid.long', { max });
      if (issue.origin === 'array') return t('train:invalid.layers', { max });
      return t(issue.inclusive === false ? 'train:invalid.below' : 'train:invalid.atMost', { max });
    }
    case 'custom':
      return ruleText(t, format, issue.params ?? {});
    default:
      return t('train:invalid.other');
  }
}

/** What no field can say alone: `params.error` names the rule, as core/recipe/rules.ts gives it. */
function ruleText(
  t: Translate,
  format: Format,
  { error, ...params }: Readonly<Record<string, unknown>>,
): string {
  const count = (name: string) => format.integer(Number(params[name]));
  switch (error) {
    case 'recipe.tooLarge':
    case 'recipe.tooLargeDecoder':
      return t('train:invalid.tooLarge', {
        parameters: count('parameters'),
        most: count('most'),
        megabytes: count('megabytes'),
        seconds: count('seconds'),
      });
    case 'recipe.warmup':
      return t('train:invalid.warmup', { epochs: count('epochs') });
    case 'recipe.needsValidation':
      return t('train:invalid.needsValidation');
    case 'recipe.pretrainedTwice':
      return t('train:invalid.pretrainedTwice');
    case 'recipe.nothingToPretrain':
      return t('train:invalid.nothingToPretrain');
    case 'recipe.allFrozen':
      return t('train:invalid.allFrozen');
    case 'recipe.replayHead':
      return t('train:invalid.replayHead');
    case 'labelMap.gap':
      return t('train:invalid.gap', { missing: count('missing') });
    case 'recipe.classNames':
      return t('train:invalid.classNames', { classes: count('classes'), got: count('got') });
    default:
      return t('train:invalid.other');
  }
}

/** A range in words. */
export function rangeText(t: Translate, format: Format, range: Range): string {
  // Six significant digits would make another number of a large whole one.
  const end = (value: number) =>
    Number.isInteger(value) ? format.integer(value) : format.plain(value);
  const ends = { min: end(range.min), max: end(range.max) };
  if (range.openMin) return t('train:range.above', ends);
  if (range.openMax) return t('train:range.below', ends);
  return t('train:range.closed', ends);
}
