import { z } from 'zod';
import { UserError } from '../errors';
import { argMax, type Rows } from '../metrics/softmax';

/** What one finished export says of itself: how ONNX Runtime's reading of the file compares with the training graph's. */
export const certificateSchema = z.object({
  examples: z.int().min(0),
  /** Examples for which both name the same class. */
  sameClass: z.int().min(0),
  /** Examples whose class differs although the two best probabilities are 2e-5 or more apart; 0 in a certified export. */
  disagreements: z.int().min(0),
  /** Largest difference of one probability, over all examples and classes. */
  largestDifference: z.number().min(0),
  /** The file's share of right classes, 0–1. */
  accuracy: z.number().min(0).max(1),
});
export type Certificate = Readonly<z.output<typeof certificateSchema>>;

/** Largest difference a probability may have. */
export const LARGEST_DIFFERENCE = 1e-5;
/** Where the reference's two best probabilities are closer than this, rounding decides between them. */
const TIE = 2e-5;

/**
 * Compares what a file gives with what the training graph gives for the same examples: the same class unless the two best
 * differ by less than TIE, no probability further off than LARGEST_DIFFERENCE. Both are [N, K] row-major, `labels` [N].
 * @throws UserError naming the example that differs most, when the file may not be certified.
 */
export function certify(file: Rows, reference: Rows, labels: Uint8Array): Certificate {
  const examples = labels.length;
  const classes = file.length / examples;
  if (!Number.isInteger(classes) || reference.length !== file.length) {
    throw new RangeError(
      `probabilities of ${examples} examples must come in equal numbers, got ${file.length} from the file and ${reference.length} from training`,
    );
  }
  let sameClass = 0;
  let disagreements = 0;
  let correct = 0;
  let largestDifference = 0;
  let furthest = 0;
  for (let example = 0; example < examples; example++) {
    const start = example * classes;
    for (let i = start; i < start + classes; i++) {
      const difference = Math.abs(file[i]! - reference[i]!);
      if (difference > largestDifference || Number.isNaN(difference)) {
        largestDifference = Number.isNaN(difference) ? Infinity : difference;
        furthest = i;
      }
    }
    const read = argMax(file, start, classes);
    const expected = argMax(reference, start, classes);
    if (read === labels[example]) correct++;
    if (read === expected) sameClass++;
    else if (lead(reference, start, classes) >= TIE) disagreements++;
  }
  // Two classes 2e-5 apart can change places only if a probability moved by 1e-5 or more: the largest difference says it all.
  if (largestDifference > LARGEST_DIFFERENCE || disagreements > 0) {
    throw new UserError('certificate.differs', {
      example: Math.floor(furthest / classes),
      class: furthest % classes,
      file: digits(file[furthest]!),
      training: digits(reference[furthest]!),
      limit: LARGEST_DIFFERENCE,
    });
  }
  return { examples, sameClass, disagreements, largestDifference, accuracy: correct / examples };
}

/** The seven digits a float32 holds. */
function digits(value: number): number {
  return Number(value.toPrecision(7));
}

/** How far the largest of the K values from `start` is ahead of the second. */
function lead(values: Rows, start: number, classes: number): number {
  let first = -Infinity;
  let second = -Infinity;
  for (let i = start; i < start + classes; i++) {
    second = Math.max(second, Math.min(first, values[i]!));
    first = Math.max(first, values[i]!);
  }
  return first - second;
}
