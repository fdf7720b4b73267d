import { z } from 'zod';
import type { StepMetrics } from '../core/metrics/types';
import { recipeSchema } from '../core/recipe/schema';
import { Library } from '../library/library';
import { environment } from '../training/environment';
import { train } from '../training/loop';
import type { Job } from './job';
import { readMnist } from '../library/mnist';
import { writeSpeed, type Speed } from './speed';

const args = z.strictObject({});

/** Long enough for a figure within a few percent, short enough that nobody minds, in milliseconds. */
const DURATION = 700;

/** Trains the article's network for a moment, without a run, to know how long it takes on this machine. */
export const measure: Job<typeof args, never, Speed> = {
  args,
  async run(_, { host, distortionThread }) {
    const data = readMnist(host.mnist, 'train');
    let examples = 0;
    const count = (rows: readonly StepMetrics[]): void => {
      for (const row of rows) examples += row.examples;
    };
    let began: number | undefined;
    const { checkpoint, session } = await train({
      // Defaults are the article's; more epochs than there is time for.
      recipe: recipeSchema.parse({ epochs: 1000 }),
      data,
      validation: null,
      unlabelled: null,
      replay: null,
      start: null,
      from: null,
      changes: [],
      sink: {
        record: count,
        checkpoint: (_checkpoint, rows) => {
          count(rows);
        },
        pretrained: () => undefined,
        change: () => undefined,
      },
      control: {
        // First looked at when everything is ready to train.
        get wanted() {
          began ??= performance.now();
          return performance.now() - began < DURATION ? 'run' : 'stop';
        },
        // Nothing pauses it, so nobody waits.
        changed: () => Promise.resolve(),
        stepped: () => undefined,
        takeLearningRate: () => null,
      },
      clock: Date.now,
      distortionThread,
    });
    session.dispose();

    const { threads, cpu } = environment();
    const imagesPerSecond = examples / checkpoint.trainSeconds;
    // maxRSS is in units of 1024 bytes.
    const megabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
    const speed: Speed = { imagesPerSecond, megabytes, threads, cpu, measuredAt: Date.now() };
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      writeSpeed(library, speed);
    } finally {
      library.close();
    }
    return speed;
  },
};
