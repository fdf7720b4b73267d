import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors';
import type { Run } from '../../../src/core/metrics/run';
import { recipeSchema } from '../../../src/core/recipe/schema';
import { RunsState } from '../../../src/renderer/train/runs.svelte';
import { settle, TestBridge } from '../support/bridge';
import { run, runId } from '../support/runs';

function library(...kept: Run[]) {
  const rows = new Map(kept.map((one) => [one.id, one]));
  const bridge = new TestBridge({
    'run.list': () => [...rows.values()],
    'run.get': (id) => rows.get(runId(id))!,
    'run.start': () => {
      rows.set(runId('new'), run({ id: runId('new'), status: 'running', createdAt: Date.now() }));
      return runId('new');
    },
    'run.pause': () => {
      throw new UserError('args.invalid', { what: 'run', problem: 'not running' });
    },
  });
  return { bridge, rows, runs: new RunsState(bridge) };
}
const older = run({ id: runId('older'), createdAt: 1 });
const newer = run({ id: runId('newer'), createdAt: 2 });

describe('the list of runs', () => {
  test('has the newest first and shows it until another is chosen', async () => {
    const { runs } = library(older, newer);
    await runs.load();
    expect(runs.list?.map(({ id }) => id)).toEqual(['newer', 'older']);
    expect(runs.shown?.id).toBe('newer');
    runs.show(older.id);
    expect(runs.shown?.id).toBe('older');
  });

  test('shows a run that was just started', async () => {
    const { runs, bridge } = library(older);
    await runs.load();
    const started = runs.start(recipeSchema.parse({}));
    expect(runs.starting).toBe(true);
    await Promise.all([started, runs.start(recipeSchema.parse({}))]);
    expect(runs.starting).toBe(false);
    expect(bridge.asked.filter(({ name }) => name === 'run.start')).toHaveLength(1);
    expect(runs.active?.id).toBe('new');
    expect(runs.shown?.id).toBe('new');
  });

  test('follows a run as it goes on, also one that another program started', async () => {
    const { runs, rows, bridge } = library(older);
    await runs.load();
    rows.set(runId('cli'), run({ id: runId('cli'), status: 'running', step: 47 }));
    bridge.send('run.changed', { run: runId('cli'), step: 47 });
    await settle();
    expect(runs.get(runId('cli'))?.step).toBe(47);
    rows.set(runId('cli'), run({ id: runId('cli'), status: 'running', step: 94 }));
    bridge.send('run.changed', { run: runId('cli'), step: 94 });
    await settle();
    expect(runs.get(runId('cli'))?.step).toBe(94);
    expect(runs.list).toHaveLength(2);
  });

  test('shows a training that begins or goes on, and lets another be looked at meanwhile', async () => {
    const { runs, rows, bridge } = library(older, newer);
    await runs.load();
    runs.show(older.id);
    const becomes = async (id: string, status: Run['status']) => {
      rows.set(runId(id), run({ id: runId(id), status, createdAt: 3 }));
      bridge.send('runs.changed', null);
      await settle();
    };
    await becomes('queued', 'running');
    expect(runs.shown?.id).toBe('queued');
    runs.show(older.id);
    await becomes('queued', 'paused');
    expect(runs.shown?.id).toBe('older');
    expect(runs.active?.id).toBe('queued');
    await becomes('queued', 'finished');
    await becomes('next', 'running');
    expect(runs.shown?.id).toBe('next');
    await becomes('next', 'finished');
    expect(runs.shown?.id).toBe('next');
  });

  test('keeps what could not be done, for the view to say', async () => {
    const { runs } = library(newer);
    await runs.pause(newer.id);
    expect(runs.error).toBeInstanceOf(UserError);
  });
});
