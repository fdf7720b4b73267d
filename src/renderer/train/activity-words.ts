import { FLAT, type LayerActivity } from '../../core/metrics/activity';
import type { Translate } from '../../messages';
import type { Format } from '../format';

/** What is to be known of a layer's outputs beyond their histogram, in two or three sentences. */
export function activityWords(t: Translate, format: Format, layer: LayerActivity): string[] {
  const { activation, notFinite, negative, outputs, zeros, dead, saturated, stuck } = layer;
  const ofOutputs = (count: number) => format.percent(count / outputs);
  const ofUnits = (count: number) => ({
    count,
    units: layer.units,
    share: format.percent(count / layer.units),
  });
  const sentences: string[] = [];
  if (notFinite > 0) sentences.push(t('train:activity.notFinite', { share: ofOutputs(notFinite) }));
  if (activation === 'relu') {
    sentences.push(
      t('train:activity.relu', { zeros: ofOutputs(zeros) }),
      dead === 0 ? t('train:activity.dead.none') : t('train:activity.dead', ofUnits(dead)),
    );
  } else if (activation === 'sigmoid' || activation === 'tanh') {
    sentences.push(
      t('train:activity.saturated', {
        saturated: ofOutputs(saturated),
        flat: format.percent(FLAT, 0),
      }),
      stuck === 0 ? t('train:activity.stuck.none') : t('train:activity.stuck', ofUnits(stuck)),
    );
  } else {
    sentences.push(t('train:activity.negative', { share: ofOutputs(negative) }));
  }
  return sentences;
}

/** A number with a minus sign in place of a hyphen. */
export function signed(number: string): string {
  return number.replace('-', '−');
}

/** A step of a histogram; its ends with as many decimals as tell two steps apart. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export function stepsOf({ counts, low, high }: LayerActivity): Step[] {
  const width = (high - low) / counts.length;
  const decimals = Math.min(20, Math.max(0, 1 - Math.floor(Math.log10(width))));
  const at = (i: number) => signed((low + width * i).toFixed(decimals));
  return Array.from(counts, (count, i) => ({ from: at(i), to: at(i + 1), count }));
}
