import { z } from 'zod';
import { dataStatistics, type DataStatistics } from '../core/data/statistics';
import { goOn } from './go-on';
import type { Job } from './job';
import { bothParts } from './whole-data';

const args = z.strictObject({ dataset: z.string().min(1) });

/** What a data set looks like as a whole. */
export const statistics: Job<typeof args, never, DataStatistics> = {
  args,
  async run({ dataset }, { host, control }) {
    const { train, test } = await bothParts(dataset, host);
    await goOn(control);
    return dataStatistics(train, test);
  },
};
