import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli, type BuiltCli } from '../support/built-cli';
import { MNIST_FOLDER } from '../support/mnist';
import { killRuns, killsOf, type Outcome } from './kill';
import { recipes } from './recipes';

// Ten kills; `npm run test:kill` makes a hundred, over all recipes.
const KILLS: Readonly<Record<string, number>> = {
  'averaged weights, early stopping': 3,
  distortions: 3,
  'pretrained without labels, then Adam': 4,
};

let built: BuiltCli;
const outcomes: Outcome[] = [];
beforeAll(async () => {
  built = await buildCli();
}, 120_000);
afterAll(() => {
  built.remove();
});

test.each(Object.entries(KILLS))(
  'killed at random and resumed, it comes to the same bits: %s (%i kills)',
  async (name, kills) => {
    const killed = recipes.find(({ recipe }) => recipe.name === name)!;
    const outcome = await killRuns({
      worker: built.worker,
      mnist: MNIST_FOLDER,
      killed,
      kills,
      seed: 1,
    });
    outcomes.push(outcome);
    expect(killsOf([outcome])).toHaveLength(kills);
    for (const survivor of outcome.survivors) {
      expect(survivor.came).toEqual(survivor.expected);
      expect(survivor.leftOver).toBe(0);
      for (const { damaged } of survivor.kills) expect(damaged).toBe(0);
    }
  },
  120_000,
);

test('some of the kills came inside the writing of a checkpoint', () => {
  const inside = killsOf(outcomes).filter(({ stage }) => stage !== 'outside');
  expect(inside.length).toBeGreaterThan(0);
});
