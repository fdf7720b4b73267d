import type { FieldValue } from '../../core/recipe/fields';
import type { Recipe } from '../../core/recipe/schema';
import type { Translate } from '../../messages';
import { knobs } from '../../messages/en/knobs';
import { runs } from '../../messages/en/runs';
import { train } from '../../messages/en/train';
import type { Format } from '../format';

type Key = keyof typeof runs;
type FieldKey = Extract<Key, `field.${string}`>;

const isChoiceKey = <Area extends object>(
  area: Area,
  key: string,
): key is Extract<
  keyof Area,
  `activation.${string}` | `optimizer.${string}` | `schedule.${string}`
> => Object.hasOwn(area, key);
const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(runs, key);

/** What a field of a recipe is called; one that has no name yet, by its place. */
export function fieldName(path: string, t: Translate): string {
  const key = `field.${path}`;
  return isFieldKey(key) ? t(`runs:${key}`) : path;
}

/** What the form calls the choices that a recipe's file has short words for. */
function choiceText(path: string, value: string, t: Translate): string {
  const word = (area: string, one: string) => {
    const key = `${area}.${one}`;
    if (isChoiceKey(train, key)) return t(`train:${key}`);
    return isChoiceKey(knobs, key) ? t(`knobs:${key}`) : one;
  };
  if (path === 'network.hidden') return value.replace(/[a-z_]+/g, (one) => word('activation', one));
  const area = path.endsWith('.type') ? path.split('.').at(-2) : undefined;
  return area === undefined ? value : word(area, value);
}

/** What a field says; '–' where a recipe has no such field. */
export function fieldText(
  path: string,
  value: FieldValue | undefined,
  t: Translate,
  format: Format,
): string {
  if (value === undefined) return '–';
  if (value === null || value === '') return t('runs:value.none');
  if (typeof value === 'boolean') return t(value ? 'runs:value.yes' : 'runs:value.no');
  return typeof value === 'number' ? format.plain(value) : choiceText(path, value, t);
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
