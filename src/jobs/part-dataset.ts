import { z } from 'zod';
import { ownSet, partOf } from '../core/data/part';
import { countRepeats } from '../core/data/repeats';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import { goOn } from './go-on';
import { imageNumbersSchema } from './image-numbers';
import type { Job } from './job';
import { bothParts } from './whole-data';

const args = z.strictObject({
  dataset: z.string().min(1).max(64),
  numbers: imageNumbersSchema,
  name: z.string().min(1).max(80),
});

export interface PartProgress {
  /** 0–1 */
  readonly share: number;
}

/**
 * Makes some images of a data set one of its own. Gives its id; where the library has the same already, that one's.
 * @throws UserError 'selection.oneClass' or 'selection.tooFew'
 */
export const partDataset: Job<typeof args, PartProgress, { readonly id: string }> = {
  args,
  async run({ dataset, numbers, name }, { host, control, emit }) {
    const progress = async (share: number): Promise<void> => {
      emit({ share });
      await goOn(control);
    };
    await progress(0);
    const whole = await bothParts(dataset, host);
    await progress(0.4);
    const { train, test, testPart } = ownSet(partOf(whole, numbers), 'selection');
    const repeats = countRepeats(train.images, test.images);
    await progress(0.7);
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const source = new DataSource(library, host.mnist);
      const files = source.get(dataset).name;
      const id = library.datasets.addOnce({
        name,
        source: { format: 'selection', files, testPart, refused: 0, ...repeats },
        train,
        test,
      });
      return { id };
    } finally {
      library.close();
    }
  },
};
