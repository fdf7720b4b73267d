import { DIGITS } from '../../../src/core/data/dataset';
import type { Run, RunId } from '../../../src/core/metrics/run';
import { recipeSchema } from '../../../src/core/recipe/schema';

export const runId = (name: string) => name as RunId;

/** A run of the article's recipe. */
export function run(part: Partial<Run> = {}): Run {
  return {
    id: runId('a'),
    recipe: recipeSchema.parse({}),
    title: null,
    notes: '',
    tags: [],
    status: 'finished',
    createdAt: 1_700_000_000_000,
    step: 9380,
    totalSteps: 9380,
    pretrainingSteps: 0,
    epoch: 10,
    trainSeconds: 3,
    trainLoss: 0.05,
    trainAccuracy: 0.98,
    validationAccuracy: null,
    testAccuracy: 0.975,
    dataSha256: '0'.repeat(64),
    dataName: 'MNIST',
    dataClassNames: DIGITS,
    environment: {
      threads: 1,
      tensorflow: '2.15.1',
      tfjs: '4.22.0',
      oneDnn: true,
      cpu: 'test',
      app: '0.1.0',
    },
    error: null,
    ...part,
  };
}
