import { z } from 'zod';
import { handMade } from '../core/baselines/features';
import { presetById } from '../core/recipe/presets';
import { sameTraining } from '../core/recipe/preset-of';
import { recipeSchema, type Recipe } from '../core/recipe/schema';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import type { Baseline, BaselineChoice, BaselineContext } from './baseline';
import { linearModel } from './baseline-linear';
import { nearestNeighbours } from './baseline-nearest';
import type { Job, JobContext } from './job';
import { readTestData, readTrainingData } from './training-data';

/** In the order of the table. */
const baselines = {
  softmax: linearModel(null),
  zoning: linearModel(handMade.zoning),
  gradients: linearModel(handMade.gradients),
  nearest: nearestNeighbours,
} as const satisfies Record<string, Baseline>;

const { dataset, validation, subset, seed } = recipeSchema.shape;
const args = z.strictObject({
  dataset,
  /** The same split as a recipe with these fields has. */
  validation: validation.unwrap().unwrap().prefault({}),
  subset,
  seed,
  /** Whether to look at the test set, once for each baseline. */
  test: z.boolean().default(true),
});

export type BaselineName = keyof typeof baselines;

/** One line of the table. */
export interface BaselineRow {
  /** `network`: the article's, from the library. */
  readonly method: BaselineName | 'network';
  /** Trained on. */
  readonly examples: number;
  /** 0–1; null where nothing was held back from its training. */
  readonly validationAccuracy: number | null;
  /** 0–1; null where the test set was left alone. */
  readonly testAccuracy: number | null;
  /** To learn and to choose; reading the test set is not in it. */
  readonly seconds: number;
  /** What the validation examples decided; null of the network. */
  readonly choice: BaselineChoice | null;
}

export type BaselinesEvent =
  | {
      readonly type: 'progress';
      readonly method: BaselineName;
      readonly reading: boolean;
      /** 0–1, of the learning or of the reading of the test set. */
      readonly share: number;
    }
  | { readonly type: 'row'; readonly row: BaselineRow };

export interface BaselinesResult {
  readonly rows: readonly BaselineRow[];
  /** Examples held back to choose by. */
  readonly validationExamples: number;
  /** How often this library has looked at the test set, these times included. */
  readonly looks: number;
}

/** What simpler methods make of the same split: what it buys to have a network find its features by itself. */
export const compareBaselines: Job<typeof args, BaselinesEvent, BaselinesResult> = {
  args,
  async run(what, context) {
    const library = await Library.open(context.host.library, { role: 'worker' });
    try {
      return await runIn(library, what, context);
    } finally {
      library.close();
    }
  },
};

async function runIn(
  library: Library,
  { test: mayTest, ...split }: z.output<typeof args>,
  { host, control, distortionThread, emit }: JobContext<BaselinesEvent>,
): Promise<BaselinesResult> {
  const recipe = recipeSchema.parse(split);
  const source = new DataSource(library, host.mnist);
  const data = readTrainingData(recipe, source);
  const held = data.validation!;
  const test = mayTest ? readTestData(recipe, source) : null;
  const rows: BaselineRow[] = [];
  const add = (row: BaselineRow): void => {
    rows.push(row);
    emit({ type: 'row', row });
  };
  for (const method of Object.keys(baselines) as BaselineName[]) {
    const context = (reading: boolean): BaselineContext => ({
      control,
      distortionThread,
      onProgress: (share) => {
        emit({ type: 'progress', method, reading, share });
      },
    });
    const began = performance.now();
    const learnt = await baselines[method]({ train: data.train, validation: held }, context(false));
    try {
      const { choice } = learnt;
      const seconds = (performance.now() - began) / 1000;
      let testAccuracy: number | null = null;
      if (test !== null) {
        testAccuracy = accuracyOf(await learnt.read(test.images, context(true)), test.labels);
        library.testLooks.note(null, recipe.dataset, testAccuracy);
      }
      const chosen = choice.tried.find(({ value }) => value === choice.value)!;
      add({
        method,
        examples: data.train.labels.length,
        validationAccuracy: chosen.accuracy,
        testAccuracy,
        seconds,
        choice,
      });
    } finally {
      learnt.dispose();
    }
  }
  const network = finishedArticle(library, recipe, data.train.labels.length, held.labels.length);
  if (network !== null) add(mayTest ? network : { ...network, testAccuracy: null });
  return {
    rows,
    validationExamples: held.labels.length,
    looks: library.testLooks.count(recipe.dataset),
  };
}

function accuracyOf(classes: Uint8Array, labels: Uint8Array): number {
  return classes.filter((one, n) => one === labels[n]).length / labels.length;
}

/**
 * The newest finished run of the article's network on the same part of the training set: one that held the same examples back,
 * else one that held none back. Its test accuracy was measured when it ended.
 */
function finishedArticle(
  library: Library,
  { dataset, validation, subset }: Recipe,
  examples: number,
  held: number,
): BaselineRow | null {
  const runs = library.runs.list().filter(({ status }) => status === 'finished');
  const article = presetById('article')!.recipe;
  const byRecipe = (recipe: Recipe) => runs.find((run) => sameTraining(run.recipe, recipe));
  const same = byRecipe({ ...article, dataset, validation, subset });
  const run = same ?? byRecipe({ ...article, dataset, subset });
  if (run === undefined) return null;
  return {
    method: 'network',
    // Of all examples it has seen those held back here as well; a part of them is as large either way.
    examples: same === undefined && subset.type === 'all' ? examples + held : examples,
    validationAccuracy: library.metrics.epochs(run.id).at(-1)?.validation?.accuracy ?? null,
    testAccuracy: run.testAccuracy,
    seconds: run.trainSeconds,
    choice: null,
  };
}
