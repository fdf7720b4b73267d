import type { InkChange } from '../../../core/explain/why/change-regions';
import type { StrokeChange } from '../../../core/explain/why/stroke-change';
import type { WhyNot } from '../../../core/explain/why/why-not';
import type { Language, Translate } from '../../../messages';
import type { Format } from '../../format';

/** What sentences are made with. */
export interface Wording {
  readonly t: Translate;
  readonly format: Format;
  readonly language: Language;
}

const list = (language: Language, parts: readonly string[]) =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);

/** Where ink was added and taken away, as a sentence. */
export function changeSentence(
  { added, removed }: NonNullable<WhyNot['change']>,
  { t, language }: Wording,
): string {
  const where = ({ where: regions, scattered }: InkChange) => {
    const names = list(
      language,
      regions.map((region) => t(`why:at.${region}`)),
    );
    return scattered ? t('why:scattered', { where: names }) : names;
  };
  if (removed.where.length === 0) return t('why:onlyAdded', { added: where(added) });
  if (added.where.length === 0) return t('why:onlyRemoved', { removed: where(removed) });
  return t('why:both', { added: where(added), removed: where(removed) });
}

/** What to do to the strokes, as a sentence's beginning with a capital letter. */
export function strokesSentence(changes: readonly StrokeChange[], wording: Wording): string {
  const text = list(
    wording.language,
    changes.map((change) => one(change, wording)),
  );
  return text.charAt(0).toLocaleUpperCase(wording.language) + text.slice(1);
}

function one(change: StrokeChange, { t, format }: Wording): string {
  switch (change.kind) {
    case 'turn':
      return change.degrees > 0
        ? t('why:do.turn.right', { degrees: format.plain(change.degrees) })
        : t('why:do.turn.left', { degrees: format.plain(-change.degrees) });
    case 'stretch':
      return change.factor > 1
        ? t('why:do.stretch.wider', { factor: format.plain(change.factor) })
        : t('why:do.stretch.narrower', { percent: format.percent(change.factor) });
    case 'pen':
      return change.factor > 1
        ? t('why:do.pen.broader', { factor: format.plain(change.factor) })
        : t('why:do.pen.finer', { percent: format.percent(change.factor) });
    case 'moveStroke': {
      const { dx, dy } = change;
      const n = change.stroke + 1;
      const percent = format.percent(Math.abs(dx === 0 ? dy : dx));
      if (dx > 0) return t('why:do.move.right', { n, percent });
      if (dx < 0) return t('why:do.move.left', { n, percent });
      return dy > 0 ? t('why:do.move.down', { n, percent }) : t('why:do.move.up', { n, percent });
    }
    case 'turnStroke': {
      const n = change.stroke + 1;
      const degrees = format.plain(Math.abs(change.degrees));
      return change.degrees > 0
        ? t('why:do.turnStroke.right', { n, degrees })
        : t('why:do.turnStroke.left', { n, degrees });
    }
    case 'scaleStroke':
      return t('why:do.scaleStroke', {
        n: change.stroke + 1,
        factor: format.plain(change.factor),
      });
  }
}
