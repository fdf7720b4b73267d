import { z } from 'zod';
import type { ErrorData } from '../../core/errors';
import { recipeSchema, type Recipe } from '../../core/recipe/schema';
import { none, request } from './request';

/** Recipes that wait their turn. */
export interface QueueView {
  readonly entries: readonly { readonly id: number; readonly recipe: Recipe }[];
  /** Nothing is begun until a person says so: after a start of the program, or where the first could not begin. */
  readonly held: boolean;
  /** Why the first entry could not be begun. */
  readonly error: ErrorData | null;
}

const index = z.int().min(0);

export const queueRequests = {
  'queue.list': request(none).returns<QueueView>(),
  /** At `index` of the list; null: at its end. */
  'queue.add': request(
    z.strictObject({ recipe: recipeSchema, index: index.nullable() }),
  ).returns<null>(),
  'queue.remove': request(z.int()).returns<null>(),
  'queue.move': request(z.strictObject({ id: z.int(), index })).returns<null>(),
  'queue.hold': request(z.boolean()).returns<null>(),
} as const;
