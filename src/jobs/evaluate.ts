import { z } from 'zod';
import type { Evaluation } from '../core/metrics/types';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import type { Job } from './job';
import { modelSchema } from './model';
import { readTestSet } from './test-reading';

const args = z.strictObject({ model: modelSchema });

export interface EvaluateResult extends Evaluation {
  /** How often this library has looked at the test set, this time included. */
  readonly looks: number;
}

/** Measures a network on its test set. */
export const evaluate: Job<typeof args, never, EvaluateResult> = {
  args,
  async run({ model }, { host }) {
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const { dataset, evaluation } = await readTestSet(
        library,
        model,
        new DataSource(library, host.mnist),
      );
      return { ...evaluation, looks: library.testLooks.count(dataset) };
    } finally {
      library.close();
    }
  },
};
