import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupBySeed, overSeeds } from '../../../src/core/metrics/seed-groups';
import { recipeSchema, type RecipeInput } from '../../../src/core/recipe/schema';

const run = (recipe: RecipeInput, accuracy: number | null = null, dataSha256 = 'a') => ({
  recipe: recipeSchema.parse(recipe),
  dataSha256,
  accuracy,
});

describe('runs of one recipe', () => {
  it('are those that differ in seed and name only', () => {
    const runs = [
      run({ seed: 1, name: 'One' }),
      run({ seed: 2, name: 'Two' }),
      run({ seed: 1, epochs: 11 }),
      run({ seed: 3 }, null, 'other data'),
      run({ seed: 3 }),
    ];
    expect(groupBySeed(runs).map((group) => group.runs)).toEqual([
      [runs[0], runs[1], runs[4]],
      [runs[2]],
      [runs[3]],
    ]);
  });

  it('hold every run once, in its order', () => {
    const some = fc.record({
      seed: fc.nat(3),
      epochs: fc.integer({ min: 1, max: 3 }),
      batchSize: fc.constantFrom(32, 64),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 20 }), (recipes) => {
        const runs = recipes.map((recipe) => run(recipe));
        const groups = groupBySeed(runs);
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
        expect(groups.flatMap((group) => group.runs)).toHaveLength(runs.length);
        for (const { runs: members } of groups) {
          const indices = members.map((member) => runs.indexOf(member));
          expect(indices).toEqual([...indices].sort((a, b) => a - b));
          const { epochs, batchSize } = members[0]!.recipe;
          for (const { recipe } of members) expect(recipe).toMatchObject({ epochs, batchSize });
        }
      }),
    );
  });

  it('have a mean and a deviation of what is known', () => {
    const accuracy = (r: { accuracy: number | null }) => r.accuracy;
    expect(overSeeds([run({}), run({})], accuracy)).toBeNull();
    expect(overSeeds([run({}, 0.9), run({})], accuracy)).toEqual({
      count: 1,
      mean: 0.9,
      deviation: null,
    });
    const three = overSeeds([run({}, 0.97), run({}, 0.98), run({}, 0.99)], accuracy)!;
    expect(three.mean).toBeCloseTo(0.98, 12);
    expect(three.deviation).toBeCloseTo(0.01, 12);
  });
});
