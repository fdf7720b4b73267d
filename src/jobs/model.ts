import { z } from 'zod';
import { runIdSchema } from './run-id';

/** A network to use: a run's, or that of an ONNX file (an absolute path). */
export const modelSchema = z.union([
  z.strictObject({ run: runIdSchema }),
  z.strictObject({ file: z.string().min(1) }),
]);
export type Model = z.output<typeof modelSchema>;
