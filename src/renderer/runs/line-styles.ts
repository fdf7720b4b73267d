/** How a line among several is told from the others: by colour and by its dashes, so that either is enough. */
export interface LineStyle {
  readonly colour: string;
  readonly dash: readonly number[];
}

// Each colour has a contrast of at least 4.5 : 1 with the theme's paper.
const light = ['#2b4acb', '#b0301a', '#0b6e4f', '#7b3fa0', '#8a5200', '#1b2430'] as const;
const dark = ['#93a9ff', '#ff9277', '#5fd0a8', '#cf9bf0', '#e3b45c', '#e9e6dd'] as const;
const dashes: readonly (readonly number[])[] = [
  [],
  [9, 4],
  [2, 3],
  [10, 3, 2, 3],
  [5, 3],
  [14, 3, 2, 3, 2, 3],
];

/** Of the i-th line, 0 to 5. */
export function lineStyle(i: number, isDark: boolean): LineStyle {
  return { colour: (isDark ? dark : light)[i % 6]!, dash: dashes[i % 6]! };
}
