import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Run } from '../../core/metrics/run';
import type { JobArgs } from '../../jobs/registry';
import { Library } from '../../library/library';
import type { CliHost } from '../host';
import type { Call } from './context';

/**
 * The run a person means by its id, the beginning of it, or 'last'.
 * @throws UserError 'run.unknown' or 'run.ambiguous'
 */
export async function findRun({ jobHost }: Call, name: string): Promise<Run> {
  const library = await Library.open(jobHost.library, { role: 'worker' });
  try {
    return library.runs.get(library.runs.find(name));
  } finally {
    library.close();
  }
}

/** A network a person named, and the threads to compute with so that a run gives the same bits as when it was trained. */
export interface NamedModel {
  readonly model: JobArgs<'evaluate'>['model'];
  readonly threads: number;
}

/** What ends in .onnx or is a file's path is a file, anything else a run. */
export async function findModel(call: Call, host: CliHost, name: string): Promise<NamedModel> {
  const file = resolve(host.cwd, name);
  if (name.endsWith('.onnx') || existsSync(file)) return { model: { file }, threads: 1 };
  const run = await findRun(call, name);
  return { model: { run: run.id }, threads: run.environment.threads };
}
