import type { FieldValue } from '../../core/recipe/fields';
import type { Recipe } from '../../core/recipe/schema';
import type { Translate } from '../../messages';
import { runs } from '../../messages/en/runs';
import type { Format } from '../format';

type Key = keyof typeof runs;
type FieldKey = Extract<Key, `field.${string}`>;

const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(runs, key);

/** What a field of a recipe is called; one that has no name yet, by its place. */
export function fieldName(path: string, t: Translate): string {
  const key = `field.${path}`;
  return isFieldKey(key) ? t(`runs:${key}`) : path;
}

/** What a field says; '–' where a recipe has no such field. */
export function fieldText(value: FieldValue | undefined, t: Translate, format: Format): string {
  if (value === undefined) return '–';
  if (value === null || value === '') return t('runs:value.none');
  if (typeof value === 'boolean') return t(value ? 'runs:value.yes' : 'runs:value.no');
  return typeof value === 'number' ? format.plain(value) : value;
}

/** 'SGD 0.01, momentum 0.9' */
export function optimizerText({ optimizer }: Recipe, t: Translate, format: Format): string {
  const name = `${t(`runs:optimizer.${optimizer.type}`)} ${format.plain(optimizer.learningRate)}`;
  return optimizer.type === 'sgd' && optimizer.momentum > 0
    ? name + t('runs:recipe.momentum', { momentum: format.plain(optimizer.momentum) })
    : name;
}

/** Fields the sentence about a recipe has said already. */
export const inSentence: ReadonlySet<string> = new Set([
  'network.hidden',
  'epochs',
  'batchSize',
  'optimizer.type',
  'optimizer.learningRate',
  'optimizer.momentum',
  'seed',
]);
