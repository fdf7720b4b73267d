import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Library } from '../../src/library/library';
import type { RunId } from '../../src/core/metrics/run';
import { openLibrary, temporaryFolder } from './support/training';

// A library as each version of its format left it, with what was in it beside it. Written once, by an app of that time.
const FIXTURES = resolve('test/fixtures/library');

/** Everything a library says of its runs, as JSON. */
function contentOf(library: Library): unknown {
  const of = (run: RunId) => ({
    run: library.runs.get(run),
    intervals: library.metrics.since(run, 0),
    epochs: library.metrics.epochs(run),
    weights: library.checkpoints.weights(run),
    evaluation: library.evaluations.get(run),
    model: library.models.get(run),
    // The other half is for comparing runs of one version: it covers whatever a version keeps.
    fingerprint: { weights: library.fingerprint(run).weights },
  });
  const runs = library.runs.list().map(({ id }) => of(id));
  return JSON.parse(JSON.stringify({ runs, speed: library.settings.get('speed') })) as unknown;
}

describe.each(readdirSync(FIXTURES))('a library of version %s', (version) => {
  const opened = () => {
    const folder = temporaryFolder();
    cpSync(join(FIXTURES, version), folder, { recursive: true });
    return openLibrary(folder);
  };

  it('is read as it was written', async () => {
    const expected = JSON.parse(
      readFileSync(join(FIXTURES, version, 'content.json'), 'utf8'),
    ) as object;
    // Fields that are newer than the library come with their defaults.
    expect(contentOf(await opened())).toMatchObject(expected);
  });

  it('can be gone on with', async () => {
    const library = await opened();
    const stopped = library.runs.list().find(({ status }) => status === 'interrupted')!;
    const { writer, checkpoint } = library.resumeRun(stopped.id);
    expect(checkpoint?.step).toBe(stopped.step - 10);
    writer.stop();
    expect(library.runs.get(stopped.id)).toMatchObject({ status: 'stopped', error: null });
  });
});
