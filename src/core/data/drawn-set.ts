import type { KeptDrawing } from '../digit/kept-drawing';
import { UserError } from '../errors';
import { PIXELS } from '../network/types';
import { classOrder } from './class-order';
import { MOST_CLASSES } from './dataset';
import { ownSet, type DataParts } from './part';

/**
 * All kept drawings as a data set, in the order they were drawn, whatever they were kept for. Of each class a seventh is held back
 * to test with.
 * @throws UserError 'drawings.none', 'drawings.oneClass', 'drawings.tooFew' or 'drawings.tooManyClasses'
 */
export function drawnSet(drawings: readonly KeptDrawing[]): DataParts {
  if (drawings.length === 0) throw new UserError('drawings.none');
  const classNames = [...new Set(drawings.map(({ className }) => className))].sort(classOrder);
  if (classNames.length > MOST_CLASSES) {
    throw new UserError('drawings.tooManyClasses', { most: MOST_CLASSES, got: classNames.length });
  }
  const inTurn = drawings.toSorted((a, b) => a.id - b.id);
  const images = new Uint8Array(inTurn.length * PIXELS);
  inTurn.forEach(({ image }, i) => {
    images.set(image, i * PIXELS);
  });
  const labels = Uint8Array.from(inTurn, ({ className }) => classNames.indexOf(className));
  const none = { images: new Uint8Array(0), labels: new Uint8Array(0), classNames };
  const { train, test } = ownSet({ train: { images, labels, classNames }, test: none }, 'drawings');
  return { train, test };
}
