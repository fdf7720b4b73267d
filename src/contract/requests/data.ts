import { z } from 'zod';
import type { DatasetInfo } from '../../core/data/dataset-info';
import { none, request } from './request';

/** 'mnist', or the id of a data set in the library. */
export const datasetId = z.string().regex(/^[\w-]{1,64}$/);
export const datasetName = z.string().trim().min(1).max(80);

export const dataRequests = {
  /** MNIST first, then the others, oldest first. */
  'datasets.list': request(none).returns<DatasetInfo[]>(),
  'datasets.rename': request(z.strictObject({ id: datasetId, name: datasetName })).returns<null>(),
  'datasets.delete': request(datasetId).returns<null>(),
  'datasets.undelete': request(datasetId).returns<null>(),
} as const;
