import { z } from 'zod';
import type { WhyNot } from '../../core/explain/why/why-not';
import type { Pixels28 } from '../../core/network/types';
import { drawing } from './drawings';
import { modelId, none, request } from './request';

/** Why a drawing is not read as what was meant. `why.progress` tells how far the search is. */
export const whyRequests = {
  /** A new question ends the search for the one before, which then is cancelled. `target`: an index of the network's classes. */
  'why.ask': request(
    z.strictObject({
      model: modelId,
      pixels: z.custom<Pixels28>((p) => p instanceof Uint8Array && p.length === 784),
      /** The strokes the pixels are made of; null: a photo. */
      drawing: drawing.nullable(),
      target: z.int().min(0).max(255),
    }),
  ).returns<WhyNot>(),
  'why.cancel': request(none).returns<null>(),
} as const;
