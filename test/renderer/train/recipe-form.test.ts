import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presets } from '../../../src/core/recipe/presets';
import { recipeSchema, type RecipeInput } from '../../../src/core/recipe/schema';
import { createMessages } from '../../../src/messages';
import { createFormat } from '../../../src/renderer/format';
import { issueText } from '../../../src/renderer/train/issue-text';
import { knobs } from '../../../src/renderer/train/knobs';
import { RecipeForm } from '../../../src/renderer/train/recipe-form.svelte';
import type { Path } from '../../../src/renderer/train/recipe-path';
import { settle, TestBridge } from '../support/bridge';
import { run, runId } from '../support/runs';

function form(): RecipeForm {
  const bridge = new TestBridge({
    'recipes.estimate': ({ epochs }) => ({
      parameters: 101_770,
      examples: 60_000,
      seconds: epochs ?? 0,
      megabytes: null,
      sameAs: null,
    }),
  });
  return new RecipeForm(bridge, () => 'The article');
}
const { t } = createMessages('en');
const format = createFormat('en');
const said = (f: RecipeForm, path: Path) => {
  const issue = f.issueAt(path);
  return issue === null ? null : issueText(t, format, issue);
};
const layer = (units: number) => ({ units, activation: 'relu' as const });

describe('the recipe form', () => {
  test('begins with the article’s recipe', () => {
    const f = form();
    expect(f.recipe).toEqual({ ...presets[0]!.recipe, name: 'The article' });
    expect(f.changed).toBe(false);
  });

  test.each(presets)('takes every value of a preset: $id', (preset) => {
    const f = form();
    f.fill(preset);
    expect(f.recipe).toEqual({ ...preset.recipe, name: 'The article' });
    expect(f.changed).toBe(false);
  });

  test.each([
    [knobs.learningRate.path, '0', 'Above 0.'],
    [knobs.learningRate.path, '11', 'At most 10.'],
    [knobs.learningRate.path, 'fast', 'A number is needed here.'],
    [knobs.learningRate.path, '', 'A number is needed here.'],
    [knobs.momentum.path, '1', 'Below 1.'],
    [knobs.momentum.path, '-0.1', 'At least 0.'],
    [knobs.batchSize.path, '0', 'At least 1.'],
    [knobs.batchSize.path, '64.5', 'A whole number is needed here.'],
    [knobs.epochs.path, '1001', 'At most 1,000.'],
    [knobs.seed.path, '1e3x', 'A number is needed here.'],
    [knobs.warmupEpochs.path, '11', 'At most the 10 epochs of the training.'],
    [['network', 'hidden', 0, 'units'], '5000', 'At most 4,096.'],
    [['network', 'hidden', 0, 'units'], 'many', 'A number is needed here.'],
    [['dropout', 'hidden', 0], '1', 'Below 1.'],
  ])('%j “%s”: %s', (path, text, sentence) => {
    const f = form();
    f.type(path, text);
    expect(f.recipe).toBeNull();
    expect(f.text(path)).toBe(text);
    expect(said(f, path)).toBe(sentence);
  });

  test.each<[Path, unknown, Path, string]>([
    [['name'], '   ', ['name'], 'Needs a name.'],
    [['earlyStopping'], {}, ['earlyStopping'], 'Needs digits held back: see Examples.'],
    [
      ['labelMap'],
      { map: [0, 0, 2, 2, 2, 2, 2, 2, 2, 2], classNames: null },
      ['labelMap', 'map'],
      'Classes count from 0 without a gap, two at least: none leads to 1.',
    ],
    [
      ['transfer'],
      { from: { type: 'shipped', id: 'article' }, head: 'new', replay: 0.5 },
      ['transfer', 'replay'],
      'A new last layer knows no old classes: keep or extend it.',
    ],
  ])('what %j may not be is said at its field', (path, value, at, sentence) => {
    const f = form();
    if (path[0] === 'name') f.name = String(value);
    else f.set(path, value);
    expect(said(f, at)).toBe(sentence);
  });

  test('a network too large for this program says how large it is', () => {
    const f = form();
    f.setLayers([4096, 4096].map(layer), [0, -1]);
    expect(said(f, ['network', 'hidden'])).toMatch(/^20,037,642 weights are too many/);
  });

  test('layers keep their dropout wherever they are moved', () => {
    const f = form();
    f.setLayers([300, 200, 100].map(layer), [0, -1, -1]);
    f.set(['dropout', 'hidden'], [0.1, 0.2, 0.3]);
    f.setLayers([100, 300].map(layer), [2, 0]);
    expect(f.recipe?.dropout.hidden).toEqual([0.3, 0.1]);
    f.setLayers([], []);
    expect(f.recipe?.network.hidden).toEqual([]);
    expect(f.recipe?.dropout.hidden).toEqual([]);
  });

  test('another optimizer brings its own fields; going back brings the old ones back', () => {
    const f = form();
    f.setType(['optimizer'], 'adam');
    expect(f.recipe?.optimizer).toMatchObject({ type: 'adam', learningRate: 0.001, beta1: 0.9 });
    expect(f.changedAt(['optimizer', 'type'])).toBe(true);
    expect(f.changedAt(['optimizer', 'beta1'])).toBe(false);
    f.set(['optimizer', 'beta1'], 0.5);
    expect(f.changedAt(['optimizer', 'beta1'])).toBe(true);
    f.resetAt(['optimizer', 'beta1']);
    expect(f.get(['optimizer', 'beta1'])).toBe(0.9);
    f.resetAt(['optimizer', 'type']);
    expect(f.recipe?.optimizer).toEqual(presets[0]!.recipe.optimizer);
    expect(f.changed).toBe(false);
  });

  test('another schedule keeps the warm-up', () => {
    const f = form();
    f.set(['schedule', 'warmupEpochs'], 2);
    f.setType(['schedule'], 'cosine');
    expect(f.recipe?.schedule).toEqual({ type: 'cosine', finalFactor: 0, warmupEpochs: 2 });
  });

  test('goes on from a run with its recipe and its weights', () => {
    const f = form();
    const done = run({ id: runId('done'), recipe: recipeSchema.parse({ epochs: 3 }) });
    f.continueFrom(done, 'More');
    expect(f.recipe).toMatchObject({
      name: 'More',
      epochs: 3,
      transfer: { from: { type: 'run', run: 'done', epoch: null }, head: 'keep', base: null },
    });
  });

  test('takes the distortions the data’s preview has chosen', () => {
    const f = form();
    f.setDistortions({ rotateDegrees: 15 });
    expect(f.recipe?.distortions).toMatchObject({ rotateDegrees: 15, noise: 0 });
  });

  test('estimates size and time of every change that makes sense', async () => {
    const f = form();
    f.type(knobs.epochs.path, '3');
    await settle();
    expect(f.estimate).toMatchObject({ parameters: 101_770, seconds: 3 });
  });

  test('undoes all changes', () => {
    const f = form();
    f.name = 'Mine';
    f.type(knobs.seed.path, '7');
    f.setType(['subset'], 'perClass');
    expect(f.changed).toBe(true);
    f.reset();
    expect(f.changed).toBe(false);
    expect(f.recipe).toEqual({ ...presets[0]!.recipe, name: 'The article' });
  });

  test('opens what it has made, as a file', async () => {
    const recipe: RecipeInput = { name: 'Filed', optimizer: { type: 'adamw' }, l1: 0.001 };
    const f = form();
    const text = JSON.stringify(recipe);
    await f.open({ name: 'filed.json', text: () => Promise.resolve(text) });
    expect(f.recipe).toEqual(recipeSchema.parse(recipe));
    expect(f.preset).toBeNull();
  });

  test('a bad file changes nothing, and says what is wrong', async () => {
    const f = form();
    await f.open({ name: 'bad.json', text: () => Promise.resolve('{"epochs": 0}') });
    expect(f.fileError).toMatchObject({ code: 'recipe.integer', params: { field: 'epochs' } });
    expect(f.changed).toBe(false);
  });

  test('whatever is typed where, the fields keep it and the recipe is valid or null', () => {
    const paths = Object.values(knobs).map(({ path }) => path);
    const edits = fc.array(
      fc.record({
        path: fc.constantFrom(...paths),
        text: fc.oneof(fc.string(), fc.float().map(String)),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(edits, (typed) => {
        const f = form();
        for (const { path, text } of typed) {
          if (typeof f.get(path) !== 'number') continue;
          f.type(path, text);
          expect(f.text(path)).toBe(text);
        }
        if (f.recipe !== null) expect(recipeSchema.parse(f.recipe)).toEqual(f.recipe);
        else expect(Object.keys(f.issues)).not.toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
