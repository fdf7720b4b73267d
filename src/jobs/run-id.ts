import { z } from 'zod';
import type { RunId } from '../core/metrics/run';

/** A run's id as it comes over a process boundary; whether there is such a run, the library knows. */
export const runIdSchema = z
  .string()
  .min(1)
  .transform((id) => id as RunId);
