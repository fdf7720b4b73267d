import { describe, expect, test } from 'vitest';
import { recipeSchema, type RecipeInput } from '../../src/core/recipe/schema';
import { autoencoderOf } from '../../src/core/network/autoencoder';
import { initialNetwork } from '../../src/core/network/initialization';
import { pixelVariance } from '../../src/core/data/pixel-variance';
import type { Tensor } from '../../src/core/network/safetensors';
import { ARTICLE_PREPROCESSING, PIXELS } from '../../src/core/network/types';
import { train } from '../../src/training/loop';
import { weightTensors } from '../../src/training/weights';
import type { Checkpoint } from '../../src/training/types';
import { firstOf, mnist } from '../support/mnist';
import { MemorySink, TestControl } from './memory-sink';

// 1,200 images without labels in batches of 60, then 2,000 examples in batches of 100: 20 steps an epoch, two calls, in both.
const unlabelled = firstOf(mnist.train, 1200).images;
const data = firstOf(mnist.train, 2000);
const pretraining = { epochs: 2, batchSize: 60 };
const recipe: RecipeInput = {
  network: {
    hidden: [
      { units: 200, activation: 'sigmoid' },
      { units: 100, activation: 'sigmoid' },
    ],
  },
  optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.9 },
  batchSize: 100,
  epochs: 2,
  seed: 7,
  pretraining,
};
const FIRST_STEPS = 40;
const STEPS = 80;

async function run(
  input: RecipeInput = recipe,
  {
    from = null,
    sink = new MemorySink(),
    control = new TestControl(),
    clock = () => 0,
  }: {
    from?: Checkpoint | null;
    sink?: MemorySink;
    control?: TestControl;
    clock?: () => number;
  } = {},
) {
  const parsed = recipeSchema.parse(input);
  const { session, ...result } = await train({
    recipe: parsed,
    data,
    unlabelled: parsed.pretraining && unlabelled,
    validation: null,
    changes: sink.changes.slice(),
    replay: null,
    start: null,
    distortionThread: '',
    from,
    sink,
    control,
    clock,
  });
  session.dispose();
  return { ...result, sink };
}

const bits = (tensors: readonly Tensor[]) =>
  tensors.map(({ name, values }) => [name, Buffer.from(values.slice().buffer).toString('base64')]);
const valuesOf = (checkpoint: Checkpoint, name: string) =>
  checkpoint.tensors.find((tensor) => tensor.name === name)!.values;
/** A clock that jumps an hour at each look makes every call of the graph end in a checkpoint. */
const hours = () => {
  let now = 0;
  return () => (now += 3_600_000);
};
const withoutClock = (epochs: readonly { epoch: number; step: number; loss: number }[]) =>
  epochs.map(({ epoch, step, loss }) => [epoch, step, loss]);

describe('a pretraining without labels', () => {
  test('learns to give the images back, far better than the mean image', async () => {
    const { sink } = await run({
      ...recipe,
      network: { hidden: [{ units: 100, activation: 'sigmoid' }] },
      pretraining: { ...pretraining, epochs: 12 },
      epochs: 1,
    });
    const [first, last] = [sink.pretrainingEpochs[0]!, sink.pretrainingEpochs.at(-1)!];
    const guess = pixelVariance(unlabelled, PIXELS) * ARTICLE_PREPROCESSING.scale ** 2;
    expect(last.loss).toBeLessThan(0.5 * first.loss);
    expect(last.loss).toBeLessThan(0.8 * guess);
  });

  test('is told of as what it is: steps that go on, errors, and no accuracy', async () => {
    const { sink, checkpoint } = await run();
    expect(checkpoint.step).toBe(STEPS);
    expect(sink.pretrainingEpochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 20],
      [2, FIRST_STEPS],
    ]);
    expect(sink.epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 60],
      [2, STEPS],
    ]);
    expect(sink.pretrainingRows.at(-1)!.step).toBe(FIRST_STEPS);
    expect(sink.rows[0]!.step).toBeGreaterThan(FIRST_STEPS);
    for (const row of [...sink.pretrainingRows, ...sink.pretrainingEpochs]) {
      expect(row).not.toHaveProperty('accuracy');
    }
    expect(sink.epochEnds).toEqual([60, STEPS]);
  });

  test('hands its encoder over, and the layer of the classes begins as it would without it', async () => {
    const { sink } = await run();
    const ofFirst = sink.checkpoints.findLast((checkpoint) => checkpoint.pretraining === 1)!;
    const begun = sink.checkpoints.find(({ pretraining }) => pretraining === 0)!;
    expect([ofFirst.step, begun.step]).toEqual([FIRST_STEPS, FIRST_STEPS]);
    const scratch = (await run({ ...recipe, pretraining: null })).sink.checkpoints[0]!;
    for (const part of ['weight', 'bias']) {
      for (const layer of ['layer0', 'layer1']) {
        const name = `${layer}.${part}`;
        expect(valuesOf(begun, name)).toEqual(valuesOf(ofFirst, name));
        expect(valuesOf(begun, name)).not.toEqual(valuesOf(scratch, name));
      }
      expect(valuesOf(begun, `layer2.${part}`)).toEqual(valuesOf(scratch, `layer2.${part}`));
    }
    // What is handed over are weights alone: the optimizer begins anew.
    expect(valuesOf(begun, 'momentum/layer0.weight').every((value) => value === 0)).toBe(true);
  });

  test('begins where a training from scratch would, with the decoder mirrored', async () => {
    const { sink } = await run();
    const spec = autoencoderOf({
      inputs: PIXELS,
      hidden: recipeSchema.parse(recipe).network.hidden,
      classes: 10,
    });
    expect([spec.hidden.map(({ units }) => units), spec.classes]).toEqual([
      [200, 100, 200],
      PIXELS,
    ]);
    const first = sink.checkpoints[0]!;
    expect(bits(first.tensors).slice(0, 8)).toEqual(
      bits(weightTensors(initialNetwork(spec, 'pytorch', 7))),
    );
  });

  test('looks at no label: others give the same encoder', async () => {
    const sink = new MemorySink();
    const { session } = await train({
      recipe: recipeSchema.parse(recipe),
      data: { ...data, labels: data.labels.map((label) => (label + 3) % 10) },
      unlabelled,
      validation: null,
      changes: [],
      replay: null,
      start: null,
      distortionThread: '',
      from: null,
      sink,
      control: new TestControl(),
      clock: () => 0,
    });
    session.dispose();
    const [one, other] = [(await run()).sink, sink].map(({ checkpoints }) =>
      checkpoints.find(({ pretraining }) => pretraining === 0)!,
    );
    expect(bits(one!.tensors)).toEqual(bits(other!.tensors));
  });
});

describe('resuming a run of two stages', () => {
  test.each<[string, RecipeInput]>([
    ['Adam, then momentum', {}],
    [
      'momentum without corruption, then Adam, dropout and an average',
      {
        pretraining: {
          ...pretraining,
          corruption: 0,
          optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.5 },
        },
        optimizer: { type: 'adam' },
        dropout: { input: 0.1, hidden: [0.2, 0.2] },
        averageDecay: 0.9,
      },
    ],
  ])(
    'from any checkpoint of either gives the bits of never having stopped: %s',
    async (_, extra) => {
      const input = { ...recipe, ...extra };
      const whole = await run(input, { clock: hours() });
      const places = whole.sink.checkpoints.filter(({ step }) => step > 0 && step < STEPS);
      expect(places.some(({ pretraining: p, step }) => p === 1 && step % 20 !== 0)).toBe(true);
      expect(places.some(({ pretraining: p, step }) => p === 1 && step === FIRST_STEPS)).toBe(true);
      expect(places.some(({ pretraining: p, step }) => p === 0 && step === FIRST_STEPS)).toBe(true);
      expect(places.some(({ pretraining: p, step }) => p === 0 && step % 20 !== 0)).toBe(true);
      for (const from of places) {
        const rest = await run(input, { from });
        const after = <T extends { step: number }>(rows: readonly T[]) =>
          rows.filter(({ step }) => step > from.step);
        expect(bits(rest.checkpoint.tensors)).toEqual(bits(whole.checkpoint.tensors));
        expect(rest.sink.rows).toEqual(after(whole.sink.rows));
        expect(rest.sink.pretrainingRows).toEqual(after(whole.sink.pretrainingRows));
        expect(withoutClock(rest.sink.epochs)).toEqual(withoutClock(after(whole.sink.epochs)));
        expect(withoutClock(rest.sink.pretrainingEpochs)).toEqual(
          withoutClock(after(whole.sink.pretrainingEpochs)),
        );
      }
    },
  );
});

describe('a person', () => {
  test('changes the learning rate of the stage under way alone', async () => {
    const control = new TestControl();
    const sink = new MemorySink();
    const keep = sink.pretrained.bind(sink);
    sink.pretrained = (...args) => {
      keep(...args);
      if (args[2]?.step === 20) control.learningRate = 0.0001;
    };
    const changed = await run(recipe, { sink, control });
    expect(sink.changes).toEqual([{ step: 20, learningRate: 0.0001 }]);
    expect(sink.pretrainingRows.at(-1)!.learningRate).toBe(0.0001);
    expect(sink.rows[0]!.learningRate).toBe(0.05);
    // A resumed run makes the change again, and in the stage it was made in.
    const from = sink.checkpoints.find(({ step }) => step === 20)!;
    const again = new MemorySink();
    again.changes.push(...sink.changes);
    const rest = await run(recipe, { from, sink: again });
    expect(bits(rest.checkpoint.tensors)).toEqual(bits(changed.checkpoint.tensors));
  });

  test('stops it in the first stage and goes on from there', async () => {
    const control = new TestControl();
    const sink = new MemorySink();
    const keep = sink.pretrained.bind(sink);
    sink.pretrained = (...args) => {
      keep(...args);
      if (args[2]?.step === 20) control.set('stop');
    };
    const stopped = await run(recipe, { sink, control });
    expect(stopped.outcome).toBe('stopped');
    expect(stopped.checkpoint).toMatchObject({ step: 20, pretraining: 1 });
    const rest = await run(recipe, { from: stopped.checkpoint });
    expect(bits(rest.checkpoint.tensors)).toEqual(bits((await run()).checkpoint.tensors));
  });
});

test('a pretraining that comes apart stops the run, and keeps no such weights', async () => {
  const optimizer = { type: 'adam', learningRate: 1 } as const;
  const { outcome, divergence, checkpoint, sink } = await run({
    ...recipe,
    network: { hidden: [{ units: 100, activation: 'relu' }] },
    pretraining: { ...pretraining, optimizer },
  });
  expect(outcome).toBe('diverged');
  expect(divergence!.step).toBeLessThanOrEqual(FIRST_STEPS);
  expect(checkpoint.pretraining).toBe(1);
  expect(sink.rows).toEqual([]);
  for (const { values } of sink.checkpoints.at(-1)!.tensors) {
    expect(values.every(Number.isFinite)).toBe(true);
  }
});
