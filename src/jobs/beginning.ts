import { UserError } from '../core/errors';
import type { RunEnvironment, RunId } from '../core/metrics/run';
import type { Library } from '../library/library';
import type { RunWriter } from '../library/run-writer';
import type { NewRun } from '../library/runs';
import type { Checkpoint, RateChange } from '../training/types';

/** A run that this process may write, and where it stands. */
export interface Beginning {
  readonly writer: RunWriter;
  readonly from: Checkpoint | null;
  /** What a person has changed in this run so far. */
  readonly changes: readonly RateChange[];
  readonly damaged: readonly UserError[];
  /** Where the run began. */
  readonly begun: RunEnvironment;
}

export function beginRun(library: Library, start: NewRun): Beginning {
  const writer = library.startRun(start);
  return { writer, from: null, changes: [], damaged: [], begun: start.environment };
}

/**
 * Takes a run up where its newest readable checkpoint left it.
 * @throws UserError 'run.otherData', or what `Library.resumeRun` throws
 */
export function resumeRun(library: Library, id: RunId, dataSha256: string): Beginning {
  const run = library.runs.get(id);
  if (run.dataSha256 !== dataSha256) throw new UserError('run.otherData', { run: id });
  const { writer, checkpoint, damaged } = library.resumeRun(id);
  const changes = library.changes.of(id);
  return { writer, from: checkpoint, changes, damaged, begun: run.environment };
}

/** Whether both give the same bits; the app's version doesn't count. */
export function sameBits(a: RunEnvironment, b: RunEnvironment): boolean {
  return (
    a.threads === b.threads &&
    a.tensorflow === b.tensorflow &&
    a.tfjs === b.tfjs &&
    a.oneDnn === b.oneDnn &&
    a.cpu === b.cpu
  );
}
