import { expect, test } from 'vitest';
import type { StepMetrics } from '../../../src/core/metrics/types';
import { ShownRun } from '../../../src/renderer/train/shown-run.svelte';
import { settle, TestBridge } from '../support/bridge';
import { runId } from '../support/runs';

const row = (step: number): StepMetrics => ({
  step,
  examples: 64,
  loss: 1 / step,
  accuracy: 0.5,
  learningRate: 0.01,
  gradientNorm: 1,
});

function library() {
  const recorded: Record<string, StepMetrics[]> = { a: [row(10), row(20)], b: [row(5)] };
  const bridge = new TestBridge({
    'run.metrics': ({ run, since }) => recorded[run]!.filter(({ step }) => step > since),
    'run.epochs': () => [],
    'run.weights': () => [],
    'run.changes': () => [],
  });
  /** As in the window: what is shown is known at once, and is followed after the next drawing. */
  const window = { shows: 'a' };
  const shown = new ShownRun(bridge, () => runId(window.shows));
  const follow = () => {
    shown.show(runId(window.shows));
  };
  return { bridge, recorded, window, shown, follow };
}

test('asks only for what it does not have yet', async () => {
  const { bridge, recorded, shown, follow } = library();
  follow();
  await settle();
  recorded['a']!.push(row(30));
  bridge.send('run.changed', { run: runId('a'), step: 30 });
  await settle();
  expect(shown.rows.map(({ step }) => step)).toEqual([10, 20, 30]);
  const since = bridge.asked.filter(({ name }) => name === 'run.metrics').map(({ args }) => args);
  expect(since).toEqual([
    { run: 'a', since: 0 },
    { run: 'a', since: 20 },
  ]);
});

const steps = (shown: ShownRun) => shown.rows.map(({ step }) => step);

test('shows nothing of the run before', async () => {
  const { bridge, window, shown, follow } = library();
  follow();
  window.shows = 'b';
  follow();
  await settle();
  expect(steps(shown)).toEqual([5]);
  bridge.send('run.changed', { run: runId('a'), step: 40 });
  await settle();
  expect(steps(shown)).toEqual([5]);
});

test('shows nothing of the run before, not even in the drawing that comes before it is followed', async () => {
  const { window, shown, follow } = library();
  follow();
  await settle();
  expect(steps(shown)).toEqual([10, 20]);
  window.shows = 'b';
  expect(steps(shown)).toEqual([]);
});

test('has all of a run that was left while more of it was being read, and come back to', async () => {
  const { bridge, recorded, window, shown, follow } = library();
  follow();
  await settle();
  recorded['a']!.push(row(30));
  bridge.send('run.changed', { run: runId('a'), step: 30 });
  window.shows = 'b';
  follow();
  window.shows = 'a';
  follow();
  await settle();
  expect(steps(shown)).toEqual([10, 20, 30]);
});
