import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presets } from '../../../src/core/recipe/presets';
import { recipeSchema } from '../../../src/core/recipe/schema';
import { createMessages } from '../../../src/messages';
import { createFormat } from '../../../src/renderer/format';
import { issueText } from '../../../src/renderer/train/issue-text';
import { heldIn, knobs, ranges, stepKnob, unitsRange } from '../../../src/renderer/train/knobs';
import { RecipeForm, type Field } from '../../../src/renderer/train/recipe-form.svelte';
import { settle, TestBridge } from '../support/bridge';

function form(): { form: RecipeForm; bridge: TestBridge } {
  const bridge = new TestBridge({
    'recipes.estimate': ({ epochs }) => ({ parameters: 101_770, seconds: epochs ?? 0 }),
  });
  return { bridge, form: new RecipeForm(bridge, () => 'The article') };
}
const { t } = createMessages('en');
const format = createFormat('en');
const said = (f: RecipeForm, field: Field) => {
  const issue = f.issues[field];
  return issue === undefined ? null : issueText(t, format, issue);
};

describe('the recipe form', () => {
  test('begins with the article’s recipe', () => {
    const { form: f } = form();
    expect(f.recipe).toEqual({ ...presets[0]!.recipe, name: 'The article' });
    expect(f.changed).toBe(false);
  });

  test('reads several layers, also with a Chinese comma', () => {
    const { form: f } = form();
    f.hidden = '128，64';
    f.activation = 'tanh';
    expect(f.recipe?.network.hidden).toEqual([
      { units: 128, activation: 'tanh' },
      { units: 64, activation: 'tanh' },
    ]);
    f.hidden = '';
    expect(f.recipe?.network.hidden).toEqual([]);
  });

  test.each([
    ['learningRate', '0', 'Above 0.'],
    ['learningRate', '11', 'At most 10.'],
    ['learningRate', 'fast', 'A number is needed here.'],
    ['learningRate', '', 'A number is needed here.'],
    ['momentum', '1', 'Below 1.'],
    ['momentum', '-0.1', 'At least 0.'],
    ['batchSize', '0', 'At least 1.'],
    ['batchSize', '64.5', 'A whole number is needed here.'],
    ['epochs', '1001', 'At most 1,000.'],
    ['seed', '1e3x', 'A number is needed here.'],
  ] as const)('%s “%s”: %s', (knob, text, sentence) => {
    const { form: f } = form();
    f.numbers[knob] = text;
    expect(f.recipe).toBeNull();
    expect(said(f, knob)).toBe(sentence);
  });

  test('says what is wrong with the name and with the layers', () => {
    const { form: f } = form();
    f.name = '   ';
    f.hidden = '128, many';
    expect(said(f, 'name')).toBe('Needs a name.');
    expect(said(f, 'hidden')).toBe('A number is needed here.');
    f.hidden = '5000';
    expect(said(f, 'hidden')).toBe('At most 4,096.');
    f.hidden = '1 2 3 4 5 6 7';
    expect(said(f, 'hidden')).toBe('At most 6 layers.');
  });

  test('estimates size and time of every change that makes sense', async () => {
    const { form: f } = form();
    f.numbers.epochs = '3';
    f.updateEstimate();
    await settle();
    expect(f.estimate).toEqual({ parameters: 101_770, seconds: 3 });
  });

  test('goes back to the preset', () => {
    const { form: f } = form();
    f.name = 'Mine';
    f.numbers.seed = '7';
    expect(f.changed).toBe(true);
    f.fill(presets[0]!);
    expect(f.changed).toBe(false);
  });
});

describe('a knob', () => {
  const recipeWith = (knob: (typeof knobs)[number], value: number) =>
    recipeSchema.safeParse(
      knob === 'learningRate' || knob === 'momentum'
        ? { optimizer: { type: 'sgd', [knob]: value } }
        : { [knob]: value },
    ).success;

  test.each(knobs)('%s: its range is what the recipe accepts', (knob) => {
    const { min, max, openMin, openMax } = ranges[knob];
    expect(recipeWith(knob, min)).toBe(!openMin);
    expect(recipeWith(knob, max)).toBe(!openMax);
    expect(recipeWith(knob, min - 1)).toBe(false);
    expect(recipeWith(knob, max + 1)).toBe(false);
  });

  test('units have the range of a layer', () => {
    expect(unitsRange).toMatchObject({ min: 1, max: 4096 });
  });

  test.each(knobs)('%s: arrow keys never leave the range', (knob) => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (presses) => {
        let value = Number(form().form.numbers[knob]);
        for (const up of presses) {
          value = heldIn(ranges[knob], stepKnob[knob](value, up), value);
          expect(recipeWith(knob, value)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the learning rate steps by 1, 2, 5', () => {
    const up = [0.01];
    for (let i = 0; i < 4; i++) up.push(stepKnob.learningRate(up.at(-1)!, true));
    expect(up).toEqual([0.01, 0.02, 0.05, 0.1, 0.2]);
    expect(stepKnob.learningRate(0.01, false)).toBe(0.005);
    expect(stepKnob.learningRate(0.03, false)).toBe(0.02);
  });
});
