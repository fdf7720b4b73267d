import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CancelledError } from '../../src/core/errors';
import { presetById } from '../../src/core/recipe/presets';
import { compareBaselines, type BaselinesEvent } from '../../src/jobs/baselines';
import { JobControl } from '../../src/jobs/control';
import { train } from '../../src/jobs/train';
import { Library } from '../../src/library/library';
import { MNIST_FOLDER } from '../support/mnist';

let library: Library;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-baselines-'));
  library = await Library.open(folder, { role: 'worker' });
});
afterAll(() => {
  library.close();
  rmSync(library.folder, { recursive: true, force: true });
});

const validation = { count: 400, seed: 1 };
const subset = { type: 'stratified', count: 250 } as const;

function contextOf<E>(onEvent: (event: E, control: JobControl) => void) {
  const control = new JobControl();
  return {
    host: {
      library: library.folder,
      mnist: MNIST_FOLDER,
      models: 'resources/models',
      app: '1.2.3',
    },
    control,
    // Nothing here is distorted.
    distortionThread: new URL('file:///none'),
    emit: (event: E) => {
      onEvent(event, control);
    },
  };
}

async function measure(given: Parameters<typeof compareBaselines.args.parse>[0]) {
  const events: BaselinesEvent[] = [];
  const context = contextOf<BaselinesEvent>((event) => events.push(event));
  const result = await compareBaselines.run(compareBaselines.args.parse(given), context);
  return { ...result, events };
}

describe('baselines', () => {
  test('are chosen on the validation examples alone: the first of the best', async () => {
    const before = library.testLooks.count('mnist');
    const { rows, looks } = await measure({ validation, subset, test: false });
    expect(looks).toBe(before);
    expect(rows.map(({ method }) => method)).toEqual(['softmax', 'zoning', 'gradients', 'nearest']);
    for (const { choice, validationAccuracy, testAccuracy, examples } of rows) {
      const best = Math.max(...choice!.tried.map(({ accuracy }) => accuracy));
      const chosen = choice!.tried.find(({ accuracy }) => accuracy === best)!;
      expect(choice!.value).toBe(chosen.value);
      expect(validationAccuracy).toBe(best);
      expect(testAccuracy).toBeNull();
      expect(examples).toBe(250);
    }
    const nearest = rows.find(({ method }) => method === 'nearest')!;
    expect(nearest.choice!.tried.map(({ value }) => value)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  test('the test set changes no choice; each look at it is counted', async () => {
    const blind = await measure({ validation, subset, test: false });
    const { rows, looks, events } = await measure({ validation, subset });
    expect(rows.map(({ choice }) => choice)).toEqual(blind.rows.map(({ choice }) => choice));
    expect(looks).toBe(blind.looks + 4);
    const accuracies = new Map(rows.map(({ method, testAccuracy }) => [method, testAccuracy!]));
    // What 250 digits are good for: even the poorest is far from guessing, and directions of edges beat plain pixels.
    for (const accuracy of accuracies.values()) expect(accuracy).toBeGreaterThan(0.5);
    expect(accuracies.get('gradients')).toBeGreaterThan(accuracies.get('softmax')!);
    expect(accuracies.get('gradients')).toBeGreaterThan(accuracies.get('zoning')!);

    expect(events.filter(({ type }) => type === 'row')).toEqual(
      rows.map((row) => ({ type: 'row', row })),
    );
    const shares = events.flatMap((event) => (event.type === 'progress' ? [event.share] : []));
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  test('stand beside the article’s network, once it has learnt from the same examples', async () => {
    const recipe = { ...presetById('article')!.recipe, name: 'Mine', validation, subset };
    const trained = await train.run(
      train.args.parse({ recipe }),
      contextOf(() => undefined),
    );
    if (trained.outcome !== 'finished') throw new Error('the training did not finish');
    const { rows } = await measure({ validation, subset, test: false });
    expect(rows.at(-1)).toMatchObject({
      method: 'network',
      examples: 250,
      validationAccuracy: trained.epochs.at(-1)!.validation!.accuracy,
      testAccuracy: null,
      choice: null,
    });
    // Another part of the training set is another matter.
    const other = await measure({ validation, subset: { type: 'first', count: 250 }, test: false });
    expect(other.rows.map(({ method }) => method)).not.toContain('network');
  });

  test.each(['softmax', 'nearest'] as const)('a stop while %s learns ends it', async (method) => {
    const told: BaselinesEvent[] = [];
    const context = contextOf<BaselinesEvent>((event, control) => {
      told.push(event);
      if (event.type === 'progress' && event.method === method) control.set('stop');
    });
    const args = compareBaselines.args.parse({ validation, subset, test: false });
    await expect(compareBaselines.run(args, context)).rejects.toBeInstanceOf(CancelledError);
    expect(told.some((event) => event.type === 'row' && event.row.method === method)).toBe(false);
  });
});
