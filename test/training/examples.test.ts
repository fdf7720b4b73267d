import { expect, test } from 'vitest';
import { initialNetwork } from '../../src/core/network/initialization';
import { networkSpecOf } from '../../src/core/network/spec';
import { ARTICLE_PREPROCESSING } from '../../src/core/network/types';
import { recipeSchema } from '../../src/core/recipe/schema';
import { openFeed } from '../../src/training/examples';
import { graphSpecOf } from '../../src/training/graph/spec';
import { TrainingSession } from '../../src/training/session';
import { weightTensors } from '../../src/training/weights';

// Four bytes an example: the first says which class it is.
const EXAMPLES = 200_001;
const labels = Uint8Array.from({ length: EXAMPLES }, (_, i) => (i * 7) % 10);
const images = new Uint8Array(EXAMPLES * 4);
labels.forEach((label, i) => {
  images.set([label * 25, i % 251, i % 13, 255], i * 4);
});
const classNames = Array.from({ length: 10 }, (_, k) => String(k));
const recipe = recipeSchema.parse({ network: { hidden: [{ units: 6 }] }, batchSize: 50 });

test('of very many images a call feeds its own, and trains as if all were there', async () => {
  const network = { ...networkSpecOf(recipe, 10), inputs: 4 };
  const order = Int32Array.from({ length: EXAMPLES }, (_, i) => (i * 61_001) % EXAMPLES);
  const start = weightTensors(initialNetwork(network, 'pytorch', 1));
  const session = await TrainingSession.open(graphSpecOf(recipe, network), 1);
  const feed = openFeed({
    session,
    data: { images, labels, classNames },
    preprocessing: ARTICLE_PREPROCESSING,
    orderOf: () => order,
    seed: 1,
    epochs: 1,
    distortions: recipe.distortions,
    distortionThread: 'none',
    callSize: 200,
    from: { epoch: 0, position: 0 },
  });
  const rates = [0.1, 0.1, 0.1, 0.1];

  session.load(start);
  const part = await feed.part(0, 400, 600);
  expect(part.fed.images.shape).toEqual([200, 1]);
  const reports = session.train(part.fed, part.order, rates, 0);
  part.release();
  await feed.dispose();

  session.load(start);
  const all = session.feed(images, labels, ARTICLE_PREPROCESSING);
  expect(session.train(all, order.subarray(400, 600), rates, 0)).toEqual(reports);
  all.dispose();
  session.dispose();
});
