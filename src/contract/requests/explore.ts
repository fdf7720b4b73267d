import { z } from 'zod';
import type { DigitMap } from '../../core/data/map';
import type { CountedReadings } from '../../core/data/readings';
import type { DataStatistics } from '../../core/data/statistics';
import { datasetId } from './data';
import { modelId, request } from './request';

/** A name the window gives a piece of work, to hear how far it is and to stop it. */
const task = z.string().min(1).max(64);

/** What is asked about a data set as a whole. Answers are kept until the app ends, and then given at once. */
export const exploreRequests = {
  /** What a network reads in every image. The test images are among them: a look at the test set, counted once a network. */
  'explore.readings': request(
    z.strictObject({ task, dataset: datasetId, model: modelId }),
  ).returns<CountedReadings>(),
  'explore.statistics': request(
    z.strictObject({ task, dataset: datasetId }),
  ).returns<DataStatistics>(),
  'explore.map': request(
    z.strictObject({
      task,
      dataset: datasetId,
      /** Whose last hidden layer tells images apart; null: their pixels do. */
      model: modelId.nullable(),
      sample: z.int().min(100).max(20_000),
      seed: z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    }),
  ).returns<DigitMap>(),
  /** Its request is then refused with a CancelledError. */
  'explore.stop': request(task).returns<null>(),
} as const;
