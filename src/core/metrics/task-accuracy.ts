import type { LabelMap } from '../data/label-map';
import { argMax, type Rows } from './softmax';

/**
 * The share of examples read right, 0–1, of those that a task has: logits [N, K] of a network, labels [N] of the data, and the
 * network's class of each label. NaN where there are none.
 */
export function accuracyUnder(
  logits: Rows,
  labels: Uint8Array,
  map: LabelMap,
  classes: number,
): number {
  let examples = 0;
  let correct = 0;
  labels.forEach((label, n) => {
    const target = map[label] ?? null;
    if (target === null) return;
    examples++;
    if (argMax(logits, n * classes, classes) === target) correct++;
  });
  return correct / examples;
}
