import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFork } from '../../src/cli/node-fork';
import type { Recipe } from '../../src/core/recipe/schema';
import type { JobEvent } from '../../src/jobs/registry';
import { startJob } from '../../src/jobs/supervisor';
import { residentMemory } from './resident';

const LOOK_EVERY_MS = 1000;

export interface Watched {
  readonly recipe: Recipe;
  /** The folder with MNIST's four files, or with others of their names. */
  readonly mnist: string;
  /** Stopped after so long; null: trained to its end. */
  readonly milliseconds: number | null;
}

/** A look at the worker's memory. */
interface Look {
  /** Since the training has started. */
  readonly milliseconds: number;
  /** Resident. */
  readonly bytes: number;
}

export interface Seen {
  readonly looks: readonly Look[];
  /** The most memory the worker ever had. */
  readonly peakBytes: number;
  /** Whole ones. */
  readonly epochs: number;
  readonly steps: number;
  /** Of an epoch. */
  readonly examples: number;
}

/** Trains in the built `worker` as the app and the command line do, and looks at its memory every second. */
export async function watchTraining(worker: string, what: Watched): Promise<Seen> {
  const library = mkdtempSync(join(tmpdir(), 'inkling-memory-'));
  const looks: Look[] = [];
  let started = 0;
  let [peakBytes, epochs, steps, examples] = [0, 0, 0, 0];
  const look = (): void => {
    const resident = job.pid === undefined ? null : residentMemory(job.pid);
    if (resident === null || started === 0) return;
    const milliseconds = performance.now() - started;
    looks.push({ milliseconds, bytes: resident.now });
    peakBytes = Math.max(peakBytes, resident.peak);
    if (milliseconds >= (what.milliseconds ?? Infinity)) job.control('stop');
  };
  const onEvent = (event: JobEvent<'train'>): void => {
    if (event.type === 'started') {
      started = performance.now();
      ({ examples } = event);
    }
    if (event.type === 'progress') {
      steps = event.step;
      epochs += event.epochs.length;
    }
    if (event.type === 'testing') look();
  };
  const host = { library, mnist: what.mnist, models: 'resources/models', app: 'memory' };
  const job = startJob(nodeFork(worker), host, 'train', { recipe: what.recipe }, { onEvent });
  const watch = setInterval(look, LOOK_EVERY_MS);
  try {
    await job.result;
    return { looks, peakBytes, epochs, steps, examples };
  } finally {
    clearInterval(watch);
    job.kill();
    rmSync(library, { recursive: true, force: true });
  }
}
