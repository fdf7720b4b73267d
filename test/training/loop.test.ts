import { describe, expect, test } from 'vitest';
import { recipeSchema, type RecipeInput } from '../../src/core/recipe/schema';
import type { Tensor } from '../../src/core/network/safetensors';
import { train } from '../../src/training/loop';
import type { Checkpoint, TrainingControl } from '../../src/training/types';
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

/** A clock that ticks by hand, so that time decides nothing a test does not say. */
async function run(
  input: RecipeInput,
  from: Checkpoint | null = null,
  control: TrainingControl = new TestControl(),
  clock: () => number = () => 0,
) {
  const sink = new MemorySink();
  const result = await train({
    recipe: recipeSchema.parse(input),
    data,
    from,
    sink,
    control,
    clock,
  });
  result.session.dispose();
  return { ...result, sink };
}

const bits = (tensors: readonly Tensor[]) =>
  tensors.map(({ name, values }) => [name, Buffer.from(values.slice().buffer).toString('base64')]);
const epochBits = (epochs: MemorySink['epochs']) =>
  epochs.map(({ epoch, step, loss, accuracy }) => ({ epoch, step, loss, accuracy }));

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

  test('from any checkpoint gives the bits of never having stopped', async () => {
    const whole = await run(wide, null, new TestControl(), hour());
    const middle = whole.sink.checkpoints.filter(({ step }) => step > 0 && step < 42);
    expect(middle.length).toBeGreaterThan(2);
    expect(middle.some(({ step }) => step % 21 !== 0)).toBe(true);
    for (const checkpoint of middle) {
      const rest = await run(wide, checkpoint);
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
    const recipe = recipeSchema.parse(small);
    const stopped = await train({ recipe, data, from: null, sink, control, clock: () => 0 });
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
    const recipe = recipeSchema.parse(small);
    const running = train({ recipe, data, from: null, sink, control, clock: () => 0 });
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
