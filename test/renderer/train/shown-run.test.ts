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
  return { bridge, recorded, shown: new ShownRun(bridge) };
}

test('asks only for what it does not have yet', async () => {
  const { bridge, recorded, shown } = library();
  shown.show(runId('a'));
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

test('shows nothing of the run before', async () => {
  const { bridge, shown } = library();
  shown.show(runId('a'));
  shown.show(runId('b'));
  await settle();
  expect(shown.rows.map(({ step }) => step)).toEqual([5]);
  bridge.send('run.changed', { run: runId('a'), step: 40 });
  await settle();
  expect(shown.rows.map(({ step }) => step)).toEqual([5]);
});
