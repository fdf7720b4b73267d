import { UserError } from '../core/errors';
import type { Divergence } from '../core/metrics/divergence';
import type { Recipe } from '../core/recipe/schema';

/** What happened, when, and what is likely to help. */
export function divergedError({ kind, step, loss, limit }: Divergence, recipe: Recipe): UserError {
  const rate = recipe.optimizer.learningRate;
  const params = { step, rate, try: Number((rate / 10).toPrecision(2)) };
  return kind === 'explosion'
    ? new UserError('training.exploded', {
        ...params,
        loss: Number(loss.toPrecision(3)),
        limit: Number(limit.toPrecision(3)),
      })
    : new UserError(kind === 'nan' ? 'training.notANumber' : 'training.infinite', params);
}
