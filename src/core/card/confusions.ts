import type { Evaluation } from '../metrics/types';

/** Examples of one class that were read as another. */
interface Confusion {
  /** Class numbers, 0 to K − 1. */
  readonly label: number;
  readonly readAs: number;
  readonly examples: number;
}

/** The mistakes made most often, at most `most` kinds of them; of equally many the ones of smaller classes first. */
export function worstConfusions(
  { confusion }: Pick<Evaluation, 'confusion'>,
  most: number,
): Confusion[] {
  const classes = Math.sqrt(confusion.length);
  return confusion
    .map((examples, i) => ({ label: Math.floor(i / classes), readAs: i % classes, examples }))
    .filter(({ label, readAs, examples }) => label !== readAs && examples > 0)
    .sort((a, b) => b.examples - a.examples)
    .slice(0, most);
}
