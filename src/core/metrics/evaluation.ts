import { argMax, logSumExp, type Rows } from './softmax';
import type { Evaluation } from './types';

// N examples, K classes, row-major.

/** Judges logits [N, K] against labels [N] of 0 to K − 1. N must be at least 1. */
export function evaluateLogits(logits: Rows, labels: Uint8Array, classes: number): Evaluation {
  return evaluate(logits, labels, classes, (start, label) => {
    return logSumExp(logits, start, classes) - logits[start + label]!;
  });
}

/** The smallest float32 above 0. A probability that float32 has rounded to 0 counts as this, a loss of 103 nats and not of ∞. */
const SMALLEST = 2 ** -149;

/** Judges probabilities [N, K] (each row sums to 1) against labels [N] of 0 to K − 1. N must be at least 1. */
export function evaluateProbabilities(
  probabilities: Rows,
  labels: Uint8Array,
  classes: number,
): Evaluation {
  return evaluate(probabilities, labels, classes, (start, label) => {
    return -Math.log(Math.max(probabilities[start + label]!, SMALLEST));
  });
}

/** `lossOf` gives the cross-entropy of the row that starts at `start`, in nats. */
function evaluate(
  rows: Rows,
  labels: Uint8Array,
  classes: number,
  lossOf: (start: number, label: number) => number,
): Evaluation {
  const examples = labels.length;
  if (examples === 0 || rows.length !== examples * classes) {
    throw new RangeError(`${rows.length} numbers are not [${examples}, ${classes}]`);
  }
  const confusion = new Array<number>(classes * classes).fill(0);
  let correct = 0;
  let loss = 0;
  for (let n = 0; n < examples; n++) {
    const label = labels[n]!;
    if (label >= classes) throw new RangeError(`label ${label} is not one of ${classes} classes`);
    const prediction = argMax(rows, n * classes, classes);
    confusion[label * classes + prediction]!++;
    if (prediction === label) correct++;
    loss += lossOf(n * classes, label);
  }
  return { examples, correct, accuracy: correct / examples, loss: loss / examples, confusion };
}

/** Of each class: the share of its examples that were read right, 0–1 (its recall); null where there are none. */
export function accuracyPerClass({ confusion }: Evaluation): (number | null)[] {
  const classes = Math.sqrt(confusion.length);
  return Array.from({ length: classes }, (_, label) => {
    const row = confusion.slice(label * classes, (label + 1) * classes);
    const examples = row.reduce((sum, count) => sum + count, 0);
    return examples === 0 ? null : row[label]! / examples;
  });
}
