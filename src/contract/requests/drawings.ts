import { z } from 'zod';
import type { KeptDrawing } from '../../core/digit/kept-drawing';
import type { Pixels28 } from '../../core/network/types';
import { modelId, none, request } from './request';

const point = z.strictObject({
  x: z.number(),
  y: z.number(),
  pressure: z.number().min(0).max(1).optional(),
  t: z.number().optional(),
});
export const drawing = z.strictObject({
  paper: z.strictObject({ width: z.number().gt(0), height: z.number().gt(0) }),
  strokes: z
    .array(z.strictObject({ width: z.number().gt(0), points: z.array(point).min(1).readonly() }))
    .min(1)
    .readonly(),
});
const className = z.string().min(1).max(64);
const ids = z.array(z.int().min(1)).min(1);

/** What people drew and kept. `drawings.changed` tells that the list is another. */
export const drawingsRequests = {
  /** Newest first. */
  'drawings.list': request(none).returns<KeptDrawing[]>(),
  'drawings.keep': request(
    z.strictObject({
      image: z.custom<Pixels28>((p) => p instanceof Uint8Array && p.length === 784),
      strokes: drawing.nullable(),
      className,
      model: modelId.nullable(),
      readAs: className.nullable(),
      purpose: z.enum(['personal']).nullable(),
    }),
  ).returns<KeptDrawing>(),
  'drawings.delete': request(ids).returns<null>(),
  'drawings.undelete': request(ids).returns<null>(),
} as const;
