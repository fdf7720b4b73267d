import { z } from 'zod';
import { dataStatistics, type DataStatistics } from '../core/data/statistics';
import type { Job } from './job';
import { bothParts } from './whole-data';

const args = z.strictObject({ dataset: z.string().min(1) });

/** What a data set looks like as a whole. */
export const statistics: Job<typeof args, never, DataStatistics> = {
  args,
  async run({ dataset }, { host }) {
    const { train, test } = await bothParts(dataset, host);
    return dataStatistics(train, test);
  },
};
