import { recipeSchema, type Recipe } from '../../src/core/recipe/schema';
import { PERSONAL } from '../../src/core/recipe/personalise';
import { JobControl } from '../../src/jobs/control';
import type { Personalised } from '../../src/core/metrics/personalised';
import { personalised } from '../../src/jobs/personalised';
import type { JobHost } from '../../src/jobs/protocol';
import { train } from '../../src/jobs/train';
import { Library } from '../../src/library/library';
import { writtenBy } from './hands';
import { mnist } from './mnist';

/** Test digits of a hand, 50 of each class. */
const CHECKED = 50;

/** Teaches a network one simulated hand, five digits of each class, by the real jobs. */
export async function personaliseHand(
  hand: number,
  host: JobHost,
  distortionThread: URL,
  recipeFor: (dataset: string) => Recipe,
): Promise<Personalised> {
  const library = await Library.open(host.library, { role: 'worker' });
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
  const context = {
    host,
    control: new JobControl(),
    distortionThread,
    emit: () => undefined,
  };
  const result = await train.run({ recipe: recipeSchema.parse(recipeFor(dataset)) }, context);
  return personalised.run({ run: result.run }, context);
}
