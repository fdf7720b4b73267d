import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { JobControl } from '../../src/jobs/control';
import type { JobHost } from '../../src/jobs/protocol';
import { train, type TrainEvent, type TrainResult } from '../../src/jobs/train';
import { Library } from '../../src/library/library';
import { MNIST_FOLDER } from './mnist';

/** Nothing here distorts. */
export const distortionThread = new URL('file:///nowhere');

/** A library of its own, in which jobs run in this process. */
export interface TrainingJobs {
  readonly folder: string;
  readonly host: JobHost;
  readonly library: Library;
  /** Trains; `onEvent` may ask the training for something. */
  readonly start: (
    args: Parameters<typeof train.run>[0],
    onEvent?: (event: TrainEvent, control: JobControl) => void,
  ) => Promise<TrainResult>;
  readonly remove: () => void;
}

export async function openTrainingJobs(name: string): Promise<TrainingJobs> {
  const folder = mkdtempSync(join(tmpdir(), `inkling-${name}-`));
  const host = {
    library: join(folder, 'library'),
    mnist: MNIST_FOLDER,
    models: resolve('resources/models'),
    app: '1.2.3',
  };
  const library = await Library.open(host.library, { role: 'worker' });
  return {
    folder,
    host,
    library,
    start(args, onEvent) {
      const control = new JobControl();
      const emit = (event: TrainEvent) => onEvent?.(event, control);
      return train.run(args, { host, control, distortionThread, emit });
    },
    remove() {
      library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
