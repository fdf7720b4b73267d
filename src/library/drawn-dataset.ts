import { drawnSet } from '../core/data/drawn-set';
import { countRepeats } from '../core/data/repeats';
import type { KeptDrawing } from '../core/digit/kept-drawing';
import type { Datasets } from './datasets';

/**
 * Keeps these drawings as a data set. Returns its id; where the same drawings are one already, that one's, which keeps its name.
 * @throws UserError where they are too few, see `drawnSet`
 */
export function keepDrawnSet(
  datasets: Datasets,
  drawings: readonly KeptDrawing[],
  name: string,
): string {
  const { train, test } = drawnSet(drawings);
  return datasets.addOnce({
    name,
    source: {
      format: 'drawings',
      files: name,
      testPart: 'held',
      refused: 0,
      ...countRepeats(train.images, test.images),
    },
    train,
    test,
  });
}
