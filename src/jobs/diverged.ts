import { UserError } from '../core/errors';
import type { Divergence } from '../core/metrics/divergence';
import type { Recipe } from '../core/recipe/schema';

/** What happened, when, and what is likely to help. */
export function divergedError(
  { kind, step, loss, limit }: Divergence,
  { optimizer, pretraining }: Recipe,
  inPretraining: boolean,
): UserError {
  const rate = (inPretraining ? pretraining! : { optimizer }).optimizer.learningRate;
  const params = { step, rate, try: Number((rate / 10).toPrecision(2)) };
  const losses = { loss: Number(loss.toPrecision(3)), limit: Number(limit.toPrecision(3)) };
  if (inPretraining) {
    return new UserError('training.reconstructionDiverged', { ...params, ...losses });
  }
  return kind === 'explosion'
    ? new UserError('training.exploded', { ...params, ...losses })
    : new UserError(kind === 'nan' ? 'training.notANumber' : 'training.infinite', params);
}
