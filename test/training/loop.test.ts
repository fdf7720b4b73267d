import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultOf, weightsOf } from '../../src/core/metrics/checkpoint';
import { recipeSchema, type RecipeInput } from '../../src/core/recipe/schema';
import type { Tensor } from '../../src/core/network/safetensors';
import { train } from '../../src/training/loop';
import type { Checkpoint, TrainingControl } from '../../src/training/types';
import { bundle } from '../support/bundle';
import { firstOf, mnist } from '../support/mnist';
import { MemorySink, TestControl } from './memory-sink';

// 1,000 examples in batches of 48: 21 steps an epoch, the last of 40 examples.
const data = firstOf(mnist.train, 1000);
const small: RecipeInput = {
  network: { hidden: [{ units: 12, activation: 'relu' }] },
  optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0.9 },
  batchSize: 48,
  epochs: 3,
  seed: 7,
};

const held = firstOf(mnist.test, 300);
let thread: Awaited<ReturnType<typeof bundle>>;
beforeAll(async () => {
  thread = await bundle('src/training/distortion/thread.ts');
});
afterAll(() => {
  thread.remove();
});

/** Everything but what a test says itself. The validation examples are some that are not trained on. */
const optionsOf = (input: RecipeInput) => {
  const recipe = recipeSchema.parse(input);
  return {
    recipe,
    data,
    validation: recipe.validation === null ? null : held,
    changes: [],
    unlabelled: null,
    replay: null,
    start: null,
    distortionThread: thread.file,
    clock: () => 0,
  };
};

/** A clock that ticks by hand, so that time decides nothing a test does not say. */
async function run(
  input: RecipeInput,
  from: Checkpoint | null = null,
  control: TrainingControl = new TestControl(),
  clock: () => number = () => 0,
) {
  const sink = new MemorySink();
  const result = await train({ ...optionsOf(input), from, sink, control, clock });
  result.session.dispose();
  return { ...result, sink };
}

const bits = (tensors: readonly Tensor[]) =>
  tensors.map(({ name, values }) => [name, Buffer.from(values.slice().buffer).toString('base64')]);
const epochBits = (epochs: MemorySink['epochs']) =>
  epochs.map(({ epoch, step, loss, accuracy, validation }) => [
    epoch,
    step,
    loss,
    accuracy,
    validation,
  ]);

describe('a training', () => {
  test('learns, and tells of every interval and epoch', async () => {
    const { outcome, checkpoint, sink } = await run(small);
    expect(outcome).toBe('finished');
    expect(checkpoint.step).toBe(63);
    expect(sink.epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 21],
      [2, 42],
      [3, 63],
    ]);
    expect(sink.rows.at(-1)!.step).toBe(63);
    expect(sink.rows.reduce((sum, row) => sum + row.examples, 0)).toBe(3000);
    expect(sink.epochs[2]!.loss).toBeLessThan(sink.epochs[0]!.loss / 2);
    expect(sink.epochs[2]!.accuracy).toBeGreaterThan(0.7);
    expect(sink.epochEnds).toEqual([21, 42, 63]);
  });

  test('gives the same bits for the same seed and others for another', async () => {
    const [first, again, other] = [
      await run(small),
      await run(small),
      await run({ ...small, seed: 8 }),
    ];
    expect(bits(again.checkpoint.tensors)).toEqual(bits(first.checkpoint.tensors));
    expect(again.sink.rows).toEqual(first.sink.rows);
    expect(bits(other.checkpoint.tensors)).not.toEqual(bits(first.checkpoint.tensors));
  });

  test('averages an epoch over its examples, the short last batch by its size', async () => {
    const { sink } = await run({ ...small, epochs: 1 });
    const sum = sink.rows.reduce((total, row) => total + row.loss * row.examples, 0);
    expect(sink.epochs[0]!.loss).toBeCloseTo(sum / 1000, 12);
  });

  test('drops the short last batch where the recipe says so', async () => {
    const { sink, checkpoint } = await run({ ...small, dropLast: true });
    expect(checkpoint.step).toBe(60);
    expect(sink.rows.reduce((total, row) => total + row.examples, 0)).toBe(3 * 960);
  });
});

describe('resuming', () => {
  // A clock that jumps an hour at each look makes every call of the graph end in a checkpoint.
  const hour = () => {
    let now = 0;
    return () => (now += 3_600_000);
  };
  // Many steps a call would leave few places to stop at: 2048 units make every call one of a few steps.
  const wide: RecipeInput = {
    ...small,
    network: { hidden: [{ units: 600, activation: 'relu' }] },
    epochs: 2,
  };

  test.each<[string, RecipeInput]>([
    ['plain SGD', { optimizer: { type: 'sgd', learningRate: 0.02 } }],
    ['momentum', {}],
    [
      'Nesterov, decay and a warm-up',
      {
        optimizer: { type: 'sgd', momentum: 0.8, nesterov: true, weightDecay: 1e-4 },
        schedule: { type: 'cosine', warmupEpochs: 0.5 },
      },
    ],
    ['Adam with dropout', { optimizer: { type: 'adam' }, dropout: { input: 0.1, hidden: [0.5] } }],
    ['AdamW with clipping', { optimizer: { type: 'adamw', weightDecay: 0.01 }, clipNorm: 0.5 }],
    [
      'RMSprop with penalties and smoothing',
      { optimizer: { type: 'rmsprop' }, l1: 1e-5, l2: 1e-4, labelSmoothing: 0.1 },
    ],
    [
      'an average and early stopping',
      { averageDecay: 0.9, validation: {}, earlyStopping: { patience: 1 } },
    ],
    ['distortions', { distortions: { rotateDegrees: 15, elastic: { alpha: 30 }, noise: 4 } }],
  ])('from any checkpoint gives the bits of never having stopped: %s', async (_, extra) => {
    const recipe = { ...wide, ...extra };
    const whole = await run(recipe, null, new TestControl(), hour());
    const middle = whole.sink.checkpoints.filter(({ step }) => step > 0 && step < 42);
    expect(middle.length).toBeGreaterThan(2);
    expect(middle.some(({ step }) => step % 21 !== 0)).toBe(true);
    for (const checkpoint of middle) {
      const rest = await run(recipe, checkpoint);
      expect(bits(rest.checkpoint.tensors)).toEqual(bits(whole.checkpoint.tensors));
      expect(rest.sink.rows).toEqual(whole.sink.rows.filter(({ step }) => step > checkpoint.step));
      expect(epochBits(rest.sink.epochs)).toEqual(
        epochBits(whole.sink.epochs.filter(({ step }) => step > checkpoint.step)),
      );
    }
  });

  test('needs the slots: without the momentum the weights come out otherwise', async () => {
    const whole = await run(wide, null, new TestControl(), hour());
    const middle = whole.sink.checkpoints.find(({ step }) => step > 0)!;
    const tensors = middle.tensors.filter(({ name }) => !name.startsWith('momentum/'));
    const rest = await run(wide, { ...middle, tensors });
    expect(bits(rest.checkpoint.tensors)).not.toEqual(bits(whole.checkpoint.tensors));
  });
});

describe('a person', () => {
  test('stops it between two calls; what was done is saved and can be gone on with', async () => {
    const control = new TestControl();
    const sink = new MemorySink();
    const record = sink.checkpoint.bind(sink);
    sink.checkpoint = (...args) => {
      record(...args);
      if (args[0].step >= 21) control.set('stop');
    };
    const stopped = await train({ ...optionsOf(small), from: null, sink, control });
    stopped.session.dispose();
    expect(stopped.outcome).toBe('stopped');
    expect(sink.checkpoints.at(-1)!.step).toBe(stopped.checkpoint.step);
    expect(stopped.checkpoint.step).toBe(21);
    const whole = await run(small);
    const rest = await run(small, stopped.checkpoint);
    expect(bits(rest.checkpoint.tensors)).toEqual(bits(whole.checkpoint.tensors));
  });

  test('pauses it: nothing moves until it goes on, and nothing is lost', async () => {
    const control = new TestControl();
    control.wanted = 'pause';
    const sink = new MemorySink();
    const running = train({ ...optionsOf(small), from: null, sink, control });
    while (sink.checkpoints.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sink.rows).toEqual([]);
    control.set('run');
    const result = await running;
    result.session.dispose();
    expect(result.outcome).toBe('finished');
    expect(bits(result.checkpoint.tensors)).toEqual(bits((await run(small)).checkpoint.tensors));
  });
});

describe('a person, while it runs', () => {
  test('makes single steps: each is one batch, and the curve comes out as if there had been none', async () => {
    const control = new TestControl();
    control.wanted = 'step';
    const sink = new MemorySink();
    const running = train({ ...optionsOf(small), from: null, sink, control });
    const steps: number[] = [];
    for (let i = 0; i < 4; i++) {
      while (sink.checkpoints.length < 2 + i)
        await new Promise((resolve) => setTimeout(resolve, 2));
      steps.push(sink.checkpoints.at(-1)!.step);
      control.set(i < 3 ? 'step' : 'run');
    }
    const { session, ...result } = await running;
    session.dispose();
    expect(steps).toEqual([1, 2, 3, 4]);
    const whole = await run(small);
    expect(bits(result.checkpoint.tensors)).toEqual(bits(whole.checkpoint.tensors));
    expect(sink.rows).toEqual(whole.sink.rows);
  });

  test('changes the learning rate: kept before it acts, and made again by a resumed run', async () => {
    const control = new TestControl();
    const sink = new MemorySink();
    const keep = sink.checkpoint.bind(sink);
    sink.checkpoint = (...args) => {
      keep(...args);
      if (args[0].step === 21) control.learningRate = 0.002;
    };
    const { session, ...changed } = await train({ ...optionsOf(small), from: null, sink, control });
    session.dispose();
    expect(sink.changes).toEqual([{ step: 21, learningRate: 0.002 }]);
    expect(sink.rows.at(-1)!.learningRate).toBe(0.002);
    const rest = await train({
      ...optionsOf(small),
      from: sink.checkpoints.find(({ step }) => step === 21)!,
      changes: sink.changes,
      sink: new MemorySink(),
      control: new TestControl(),
    });
    rest.session.dispose();
    expect(bits(rest.checkpoint.tensors)).toEqual(bits(changed.checkpoint.tensors));
    const untouched = await run(small);
    expect(bits(untouched.checkpoint.tensors)).not.toEqual(bits(changed.checkpoint.tensors));
  });
});

describe('a training that goes wrong', () => {
  test('stops when the loss is no number any more, and keeps no such weights', async () => {
    const { outcome, divergence, sink } = await run({
      ...small,
      optimizer: { type: 'sgd', learningRate: 10, momentum: 0.99 },
      epochs: 20,
    });
    expect(outcome).toBe('diverged');
    expect(divergence!.step).toBeGreaterThan(0);
    const last = sink.checkpoints.at(-1)!;
    expect(last.step).toBeLessThan(divergence!.step);
    for (const { values } of last.tensors) expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe('early stopping', () => {
  const overfitting: RecipeInput = {
    ...small,
    optimizer: { type: 'adam', learningRate: 0.02 },
    epochs: 60,
    validation: {},
    earlyStopping: { watch: 'loss', patience: 3 },
  };

  test('ends the training once nothing is gained, and comes to the best epoch’s weights', async () => {
    const { outcome, checkpoint, sink } = await run(overfitting);
    expect(outcome).toBe('stoppedEarly');
    const losses = sink.epochs.map(({ validation }) => validation!.loss);
    const best = losses.indexOf(Math.min(...losses));
    expect(losses.length).toBe(best + 4);
    const kept = sink.checkpoints.find(({ step }) => step === sink.epochs[best]!.step)!;
    expect(bits(resultOf(checkpoint.tensors))).toEqual(bits(weightsOf(kept.tensors)));
  });

  test('gives the best weights also where it did not fire', async () => {
    const { outcome, checkpoint, sink } = await run({
      ...overfitting,
      earlyStopping: { watch: 'loss', patience: 59 },
      epochs: 12,
    });
    expect(outcome).toBe('finished');
    const losses = sink.epochs.map(({ validation }) => validation!.loss);
    const best = losses.indexOf(Math.min(...losses));
    const kept = sink.checkpoints.find(({ step }) => step === sink.epochs[best]!.step)!;
    expect(bits(resultOf(checkpoint.tensors))).toEqual(bits(weightsOf(kept.tensors)));
  });
});
