import type { KeptDrawing } from '../digit/kept-drawing';
import { UserError } from '../errors';
import { PIXELS } from '../network/types';
import { PERSONAL } from '../recipe/personalise';
import type { LabelledImages } from './dataset';

/** How many drawings of each class there are, [K]. Those kept for another purpose don't count. */
export function personalCounts(
  drawings: readonly KeptDrawing[],
  classNames: readonly string[],
): number[] {
  return classNames.map(
    (name) => drawings.filter((d) => d.purpose === 'personal' && d.className === name).length,
  );
}

/** The class to draw next: of those with the fewest drawings the first; null where all are there. */
export function nextToDraw(counts: readonly number[]): number | null {
  const fewest = Math.min(...counts);
  return fewest >= PERSONAL.learn + PERSONAL.check ? null : counts.indexOf(fewest);
}

/**
 * A person's drawings as a data set: of each class the first drawn are to learn from, those after them to check by. What is
 * checked by was never trained on.
 * @throws UserError 'personal.tooFew'
 */
export function personalSet(
  drawings: readonly KeptDrawing[],
  classNames: readonly string[],
): { train: LabelledImages; test: LabelledImages } {
  const byClass = classNames.map((name) =>
    drawings
      .filter((d) => d.purpose === 'personal' && d.className === name)
      .sort((a, b) => a.id - b.id),
  );
  const expected = PERSONAL.learn + PERSONAL.check;
  for (const [k, own] of byClass.entries()) {
    if (own.length < expected) {
      throw new UserError('personal.tooFew', { name: classNames[k]!, got: own.length, expected });
    }
  }
  const part = (from: number, to: number): LabelledImages => {
    const chosen = byClass.flatMap((own, label) =>
      own.slice(from, to).map(({ image }) => ({ image, label })),
    );
    const images = new Uint8Array(chosen.length * PIXELS);
    chosen.forEach(({ image }, i) => {
      images.set(image, i * PIXELS);
    });
    return { images, labels: Uint8Array.from(chosen, ({ label }) => label), classNames };
  };
  return { train: part(0, PERSONAL.learn), test: part(PERSONAL.learn, expected) };
}
