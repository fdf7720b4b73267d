const collator = new Intl.Collator('en', { numeric: true, caseFirst: 'upper' });

/** Class names as people order them: 2 before 10, numbers before letters. For `sort`. */
export function classOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : 1);
}
