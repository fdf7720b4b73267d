import { nearest, vote, type Neighbours } from '../core/baselines/nearest';
import { PIXELS } from '../core/network/types';
import { tensorflowProducts } from '../training/products';
import { bestOf, type Baseline, type BaselineContext } from './baseline';
import { goOn } from './go-on';

/** More neighbours than this were never better on MNIST's digits. */
const MOST_NEIGHBOURS = 10;

/** As many queries at once as keep the references from being turned into floats too often; a block takes about 0.1 s. */
const blocks = { queriesABlock: 1000, referencesABlock: 5000 };

/** k-nearest neighbours by the pixels' Euclidean distance: learns nothing, and compares with every training example. */
export const nearestNeighbours: Baseline = async ({ train, validation }, context) => {
  const most = Math.min(MOST_NEIGHBOURS, train.labels.length);
  const found = await search(validation.images, train.images, most, context);
  const tried = Array.from({ length: most }, (_, i) => {
    const classes = vote(found, train.labels, i + 1);
    const right = classes.filter((one, n) => one === validation.labels[n]).length;
    return { value: i + 1, accuracy: right / classes.length };
  });
  const { value: k } = bestOf(tried);
  return {
    choice: { of: 'neighbours', value: k, tried },
    read: async (images, reading) =>
      vote(await search(images, train.images, k, reading), train.labels, k),
    dispose: () => undefined,
  };
};

async function search(
  queries: Uint8Array,
  references: Uint8Array,
  k: number,
  { control, onProgress }: BaselineContext,
): Promise<Neighbours> {
  const options = { k, features: PIXELS, dotProducts: tensorflowProducts, ...blocks };
  const steps = nearest(queries, references, options);
  for (;;) {
    await goOn(control);
    const step = steps.next();
    if (step.done === true) return step.value;
    onProgress(step.value);
  }
}
