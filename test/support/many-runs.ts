import { DIGITS } from '../../src/core/data/dataset';
import type { EpochMetrics, StepMetrics } from '../../src/core/metrics/types';
import { presets } from '../../src/core/recipe/presets';
import { recipeSchema, type Recipe } from '../../src/core/recipe/schema';
import { Library } from '../../src/library/library';

/** Steps of an epoch. */
const STEPS = 938;
const tags = ['baseline', 'paper', 'keep', 'odd'];

/**
 * Fills the library in `folder` with runs that went their whole way, through the library's own calls: recipes in turn, each with
 * seeds 1, 2, 3, …; curves and accuracies a function of the number. No network was trained for them.
 */
export async function makeManyRuns(folder: string, count: number): Promise<void> {
  const library = await Library.open(folder, { role: 'worker' });
  try {
    for (let i = 0; i < count; i++) addRun(library, i);
  } finally {
    library.close();
  }
}

function addRun(library: Library, i: number): void {
  const recipe = recipeAt(i);
  const writer = library.startRun({
    recipe,
    totalSteps: recipe.epochs * STEPS,
    dataSha256: 'ab'.repeat(32),
    dataName: 'MNIST',
    dataClassNames: DIGITS,
    environment: {
      threads: 1 + (i % 2),
      tensorflow: '2.15.1',
      tfjs: '4.22.0',
      oneDnn: true,
      cpu: i % 3 === 0 ? 'A processor' : 'Another processor',
      app: '0.1.0',
    },
  });
  const epochs = Array.from({ length: recipe.epochs }, (_, e) => epochAt(i, e + 1, recipe));
  writer.record(epochs.map(intervalOf), epochs);
  const correct = 9000 + ((i * 37) % 900);
  if (i % 10 === 9) writer.stop();
  else {
    writer.finish({
      examples: 10_000,
      correct,
      accuracy: correct / 10_000,
      loss: 0.1 + (i % 7) / 50,
      confusion: Array.from({ length: 100 }, (_, c) => (c % 11 === 0 ? correct / 10 : 10)),
    });
  }
  if (i % 4 === 0) library.annotations.setTags(writer.run, [tags[(i / 4) % tags.length]!]);
  if (i % 50 === 0) library.annotations.setTitle(writer.run, `Renamed ${i}`);
}

/** Three seeds a recipe, then the next one. */
function recipeAt(i: number): Recipe {
  const { recipe } = presets[Math.floor(i / 3) % presets.length]!;
  const units = 16 + 8 * (Math.floor(i / (3 * presets.length)) % 40);
  return recipeSchema.parse({
    ...recipe,
    name: `Run ${i}`,
    network: {
      ...recipe.network,
      hidden: recipe.network.hidden.map((layer) => ({ ...layer, units })),
    },
    epochs: 5,
    schedule: { type: 'constant' },
    transfer: null,
    labelMap: null,
    seed: 1 + (i % 3),
  });
}

function epochAt(i: number, epoch: number, { validation }: Recipe): EpochMetrics {
  const loss = (0.6 + (i % 5) / 20) / (1 + 2 * epoch);
  return {
    epoch,
    step: epoch * STEPS,
    loss,
    accuracy: 1 - loss / 4,
    validation: validation && { loss: 1.1 * loss, accuracy: 1 - loss / 3 },
    seconds: 0.4 + (i % 11) / 10,
    finishedAt: Date.now(),
  };
}

const intervalOf = ({ step, loss, accuracy }: EpochMetrics): StepMetrics => ({
  step,
  examples: 60_000,
  loss,
  accuracy,
  learningRate: 0.01,
  gradientNorm: 1,
});
