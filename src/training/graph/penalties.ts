import type { Float, Graph } from './graph';
import { addAll, binary, scale, sumAll, sumOfSquares, unary } from './operations';

/** Added to the loss for each weight matrix w that trains (biases are left out): l1 · Σ|w| + l2 · Σw². */
export interface PenaltySettings {
  readonly l1: number;
  readonly l2: number;
}

/** The penalty's value for one weight matrix, a scalar; null where there is none. */
export function penalty(g: Graph, weights: Float, { l1, l2 }: PenaltySettings): Float | null {
  const parts = [
    l1 === 0 ? null : scale(g, sumAll(g, unary(g, 'Abs', weights), 2), l1),
    l2 === 0 ? null : scale(g, sumOfSquares(g, weights), l2),
  ].filter((part) => part !== null);
  return addAll(g, parts);
}

/** gradient + dPenalty/dw = gradient + l1 · sign(w) + 2 · l2 · w */
export function withPenaltyGradient(
  g: Graph,
  gradient: Float,
  weights: Float,
  { l1, l2 }: PenaltySettings,
): Float {
  let total = gradient;
  if (l1 !== 0) total = binary(g, 'AddV2', total, scale(g, unary(g, 'Sign', weights), l1));
  if (l2 !== 0) total = binary(g, 'AddV2', total, scale(g, weights, 2 * l2));
  return total;
}
