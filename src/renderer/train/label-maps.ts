import { DIGITS } from '../../core/data/dataset';
import type { Recipe } from '../../core/recipe/schema';
import { sameJson } from './recipe-path';

export type LabelMap = NonNullable<Recipe['labelMap']>;

/** Ways to class digits that are offered by name; `own` is any other. */
const digits = Array.from({ length: 10 }, (_, digit) => digit);
const named = {
  evenOdd: { map: digits.map((digit) => digit % 2), classNames: ['even', 'odd'] },
  low: { map: digits.map((digit) => (digit < 5 ? digit : null)), classNames: null },
  high: { map: digits.map((digit) => (digit < 5 ? null : digit - 5)), classNames: null },
} as const satisfies Readonly<Record<string, LabelMap>>;

const labelMapKinds = ['none', 'evenOdd', 'low', 'high', 'own'] as const;
export type LabelMapKind = (typeof labelMapKinds)[number];

/** What is offered for data with these class names: what is said of digits makes no sense of others. */
export function kindsFor(classNames: readonly string[]): readonly LabelMapKind[] {
  return sameJson(classNames, DIGITS) ? labelMapKinds : ['none', 'own'];
}

export function kindOf(labelMap: unknown): LabelMapKind {
  if (labelMap === null) return 'none';
  return (
    (['evenOdd', 'low', 'high'] as const).find((kind) => sameJson(named[kind], labelMap)) ?? 'own'
  );
}

/** What a choice begins as, for data of so many classes: one's own with what was there, where that fits. */
export function labelMapOf(kind: LabelMapKind, before: LabelMap | null, classes: number): unknown {
  if (kind === 'none') return null;
  if (kind !== 'own') return named[kind];
  if (before?.map.length === classes) return before;
  return { map: everyLabelItsOwn(classes), classNames: null };
}

/** Whether classes chosen for other data mean something for data with these class names. */
export function suits(labelMap: LabelMap, classNames: readonly string[]): boolean {
  return (
    labelMap.map.length === classNames.length && kindsFor(classNames).includes(kindOf(labelMap))
  );
}

export const everyLabelItsOwn = (labels: number) => Array.from({ length: labels }, (_, k) => k);
export const noLabel = (labels: number) => Array.from({ length: labels }, () => null);

/** 'even, odd' → ['even', 'odd']; nothing typed → null. */
export function readNames(text: string): string[] | null {
  const names = text.split(/[,，、]/).map((name) => name.trim());
  return names.every((name) => name === '') ? null : names;
}
