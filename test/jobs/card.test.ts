import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelCard } from '../../src/core/card/card';
import { readOnnx } from '../../src/core/onnx/read';
import { parseRecipeJson } from '../../src/core/recipe/parse';
import { sameTraining } from '../../src/core/recipe/preset-of';
import { presetById } from '../../src/core/recipe/presets';
import { card } from '../../src/jobs/card';
import { JobControl } from '../../src/jobs/control';
import { train } from '../../src/jobs/train';
import { Library } from '../../src/library/library';
import { sha256Of } from '../../src/library/mnist';
import { createMessages } from '../../src/messages';
import { mnist, MNIST_FOLDER } from '../support/mnist';

let library: Library;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-card-'));
  library = await Library.open(folder, { role: 'worker' });
});
afterAll(() => {
  library.close();
  rmSync(library.folder, { recursive: true, force: true });
});

const contextOf = () => ({
  host: { library: library.folder, mnist: MNIST_FOLDER, models: 'resources/models', app: '1.2.3' },
  control: new JobControl(),
  distortionThread: new URL('file:///none'),
  emit: () => undefined,
});

const recipeIn = (file: string) => parseRecipeJson(readFileSync(file, 'utf8'), file);
const shipped = [
  { id: 'article', recipe: presetById('article')!.recipe, examples: 10_000 },
  { id: 'digits-0-4', recipe: recipeIn('resources/models/digits-0-4.json'), examples: 5139 },
  { id: 'strongest', recipe: presetById('distorted')!.recipe, examples: 10_000 },
];

test.each(shipped)(
  'the card of the shipped $id tells what its file says and what is measured',
  async ({ id, recipe, examples }) => {
    const file = resolve(`resources/models/${id}.onnx`);
    const bytes = readFileSync(file);
    const { metadata, parameters } = readOnnx(bytes, `${id}.onnx`);
    expect(sameTraining(metadata.recipe!, recipe)).toBe(true);
    const before = library.testLooks.count('mnist');
    const facts = await card.run(card.args.parse({ model: { file } }), contextOf());
    expect(facts).toMatchObject({
      name: metadata.name,
      run: metadata.run_id,
      recipe: metadata.recipe,
      dataSha256: metadata.training_data_sha256,
      parameters,
      training: null,
      file: {
        name: `${id}.onnx`,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    });
    expect(facts.dataSha256).toBe(sha256Of(mnist.train));
    expect(facts.test.evaluation.examples).toBe(examples);
    expect(facts.test.evaluation.accuracy).toBe(metadata.test_accuracy);
    expect(facts.test.calibration.bins.reduce((sum, { examples }) => sum + examples, 0)).toBe(
      examples,
    );
    expect(facts.test.looks).toBe(before + 1);

    // The card beside it is the one `inkling card` writes in the library where all its seeds were trained; what is measured may
    // differ elsewhere in its last digits.
    const commandLine = (...words: string[]) => ['npm run -s inkling --', ...words].join(' ');
    const ofThatLibrary =
      /^- (The same recipe with the seeds|The library this card was made in) .*\n/gm;
    const written = readFileSync(`resources/models/${id}.md`, 'utf8').replace(ofThatLibrary, '');
    const text = modelCard(facts, createMessages('en'), commandLine).replace(ofThatLibrary, '');
    const upTo = (text: string, heading: string) => text.slice(0, text.indexOf(heading));
    expect(upTo(written, '## Each class')).toBe(upTo(text, '## Each class'));
  },
);

test('a run’s card has its environment; the looks of its end and of each card are counted', async () => {
  const recipe = { name: 'Few', epochs: 1, subset: { type: 'first', count: 500 } };
  const trained = await train.run(train.args.parse({ recipe }), contextOf());
  const model = { run: trained.run };
  const before = library.testLooks.count('mnist');
  const facts = await card.run(card.args.parse({ model }), contextOf());
  const run = library.runs.get(trained.run);
  expect(facts).toMatchObject({
    name: 'Few',
    run: trained.run,
    file: null,
    recipe: run.recipe,
    training: { status: 'finished', epochs: 1, environment: run.environment },
    test: { looks: before + 1 },
  });
  expect(facts.test.evaluation).toEqual(library.evaluations.get(trained.run));
  expect(facts.seeds).toEqual([]);

  const other = { ...recipe, name: 'Once more', seed: 7 };
  const again = await train.run(train.args.parse({ recipe: other }), contextOf());
  const { seeds } = await card.run(card.args.parse({ model }), contextOf());
  expect(seeds).toEqual([
    { seed: 1, accuracy: run.testAccuracy },
    { seed: 7, accuracy: library.runs.get(again.run).testAccuracy },
  ]);
});
