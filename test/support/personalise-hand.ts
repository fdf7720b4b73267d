import type { Personalised } from '../../src/core/metrics/personalised';
import type { RunId } from '../../src/core/metrics/run';
import { PERSONAL } from '../../src/core/recipe/personalise';
import type { Recipe } from '../../src/core/recipe/schema';
import { Library } from '../../src/library/library';
import { writtenBy } from './hands';
import { mnist } from './mnist';

/** Test digits of a hand, 50 of each class. */
const CHECKED = 50;

/** Who runs the two jobs: this process, or a worker. */
export interface HandJobs {
  readonly train: (recipe: Recipe) => Promise<{ readonly run: RunId }>;
  readonly personalised: (run: RunId) => Promise<Personalised>;
}

/** Teaches a network one simulated hand, five digits of each class, by the real jobs. */
export async function personaliseHand(
  hand: number,
  libraryFolder: string,
  jobs: HandJobs,
  recipeFor: (dataset: string) => Recipe,
): Promise<Personalised> {
  const library = await Library.open(libraryFolder, { role: 'worker' });
  let dataset: string;
  try {
    dataset = library.datasets.add({
      name: `hand ${hand}`,
      source: {
        format: 'drawings',
        files: '',
        testPart: 'own',
        refused: 0,
        duplicates: 0,
        overlap: 0,
      },
      // Nobody writes the same digits as another.
      train: writtenBy(hand, mnist.train, PERSONAL.learn, (hand * 500) % 50_000),
      test: writtenBy(hand, mnist.test, CHECKED, (hand * 311) % 5_000),
    });
  } finally {
    library.close();
  }
  const { run } = await jobs.train(recipeFor(dataset));
  return jobs.personalised(run);
}
