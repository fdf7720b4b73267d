import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recipeSchema } from '../../../src/core/recipe/schema';
import { knobs as messages } from '../../../src/messages/en/knobs';
import {
  articleKnobs,
  knobGroups,
  knobNames,
  knobs,
  optionKey,
  optionsAt,
  rangeAt,
  stepped,
  type Knob,
} from '../../../src/renderer/train/knobs';
import { pathKey, withValueAt } from '../../../src/renderer/train/recipe-path';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
}

/** Every field of the schema that has no fields of its own, as 'optimizer.learningRate'. */
function leaves(node: Node, path: string): string[] {
  const inside = [...(node.oneOf ?? []), ...(node.anyOf ?? [])];
  if (inside.length > 0) return inside.flatMap((one) => leaves(one, path));
  if (node.properties === undefined) return [path];
  return Object.entries(node.properties).flatMap(([key, child]) =>
    leaves(child, path === '' ? key : `${path}.${key}`),
  );
}

/** What has an editor of its own, and what there is no choice of. */
const elsewhere = ['name', 'dataset', 'network.hidden', 'dropout.hidden', 'labelMap', 'transfer'];

/** A recipe that has the field, where not every recipe has it. */
const homes: Readonly<Record<string, object>> = {
  momentum: { optimizer: { type: 'sgd' } },
  nesterov: { optimizer: { type: 'sgd' } },
  rho: { optimizer: { type: 'rmsprop' } },
  beta1: { optimizer: { type: 'adam' } },
  beta2: { optimizer: { type: 'adam' } },
  epsilon: { optimizer: { type: 'adam' } },
  everyEpochs: { schedule: { type: 'step' } },
  factor: { schedule: { type: 'step' } },
  finalFactor: { schedule: { type: 'cosine' } },
  watch: { earlyStopping: {}, validation: {} },
  patience: { earlyStopping: {}, validation: {} },
  minimumImprovement: { earlyStopping: {}, validation: {} },
  validationCount: { validation: {} },
  validationSeed: { validation: {} },
  ...Object.fromEntries(
    'Epochs BatchSize Optimizer LearningRate'
      .split(' ')
      .map((name) => [`pretraining${name}`, { pretraining: {} }]),
  ),
  corruption: { pretraining: {} },
  pretrainingMomentum: { pretraining: { optimizer: { type: 'sgd' } } },
  pretrainingRho: { pretraining: { optimizer: { type: 'rmsprop' } } },
  pretrainingBeta1: { pretraining: {} },
  pretrainingBeta2: { pretraining: {} },
  pretrainingEpsilon: { pretraining: {} },
  pretrainingWeightDecay: { pretraining: {} },
  subsetCount: { subset: { type: 'first', count: 100 } },
};
const recipeFor = (name: string) => recipeSchema.parse(homes[name] ?? {});

describe('the knobs', () => {
  test('leave no field of a recipe without a control', () => {
    const schema = z.toJSONSchema(recipeSchema, { io: 'input' }) as Node;
    const reached = new Set(knobNames.map((name) => pathKey(knobs[name].path)));
    const left = [...new Set(leaves(schema, ''))].filter(
      (path) =>
        !reached.has(path) && !elsewhere.some((own) => path === own || path.startsWith(`${own}.`)),
    );
    expect(left).toEqual([]);
  });

  test('are each in one place', () => {
    const placed = [...articleKnobs, ...Object.values(knobGroups).flat()];
    expect([...placed].sort()).toEqual([...knobNames].sort());
  });

  test('have a message for every option', () => {
    const choices = knobNames.filter((name) => knobs[name].kind === 'choice');
    const keys = choices.flatMap((name) =>
      optionsAt(knobs[name].path, recipeFor(name)).map((option) => optionKey(name, option)),
    );
    expect(keys.length).toBeGreaterThan(15);
    expect(keys.filter((key) => !(key.replace('knobs:', '') in messages))).toEqual([]);
  });
});

const numbers = knobNames.filter((name) => knobs[name].kind === 'number');

describe.each(numbers)('the number %s', (name) => {
  const { path, step } = knobs[name] as Extract<Knob, { kind: 'number' }>;
  const recipe = recipeFor(name);
  const range = rangeAt(path, recipe)!;
  // A warm-up longer than the training is another rule's matter.
  const accepts = (value: number) =>
    recipeSchema.safeParse(withValueAt({ ...recipe, epochs: 1000 }, path, value)).success ||
    (name === 'epochs' && recipeSchema.safeParse({ ...recipe, epochs: value }).success);

  test('promises what the recipe accepts', () => {
    expect(accepts(range.min)).toBe(!range.openMin);
    expect(accepts(range.max)).toBe(!range.openMax);
    expect(accepts(range.min - 1)).toBe(false);
    expect(accepts(range.max + 1)).toBe(false);
  });

  test('never leaves its range by the arrow keys', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (presses) => {
        let value = range.openMin ? (range.min + Math.min(range.max, 1)) / 2 : range.min;
        for (const up of presses) {
          value = stepped(value, up, step, range);
          expect(accepts(value)).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

test('the learning rate steps by 1, 2, 5', () => {
  const range = rangeAt(knobs.learningRate.path, recipeSchema.parse({}))!;
  const next = (value: number, up: boolean) => stepped(value, up, 'round', range);
  const up = [0.01];
  for (let i = 0; i < 4; i++) up.push(next(up.at(-1)!, true));
  expect(up).toEqual([0.01, 0.02, 0.05, 0.1, 0.2]);
  expect(next(0.01, false)).toBe(0.005);
  expect(next(0.03, false)).toBe(0.02);
});
