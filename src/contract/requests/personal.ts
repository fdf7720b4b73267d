import { z } from 'zod';
import type { RunId } from '../../core/metrics/run';
import type { Personalised } from '../../core/metrics/personalised';
import { modelId, request, runId } from './request';

/** Teaching a network one hand, from the drawings kept for it. */
export const personalRequests = {
  /** Begins the training, with the drawings there are now as its data. `name`: of the run and of the data set. */
  'personal.start': request(
    z.strictObject({ model: modelId, name: z.string().trim().min(1).max(80) }),
  ).returns<RunId>(),
  /** What a finished one has brought: looks at the test sets. */
  'personal.result': request(runId).returns<Personalised>(),
} as const;
