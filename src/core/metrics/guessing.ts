import type { Recipe } from '../recipe/schema';
import type { EpochMetrics } from './types';

/** What is likely to keep a network guessing. */
type GuessingCause = 'zeros' | 'fast' | 'slow';

export interface Guessing {
  readonly cause: GuessingCause;
  /** What the sentences of the messages' area `advice` are filled in with. */
  readonly params: {
    /** Of a network that gives each of the classes the same chance, ln K; two decimals. */
    readonly loss: string;
    readonly classes: number;
    readonly rate: number;
    /** A rate that is likely to be better. */
    readonly try: number;
  };
}

/** Of ln K: a loss above it is that of a network that has learnt next to nothing. */
const LOSS_SHARE = 0.9;
/** Of the way from chance to all right; classes that are not equally frequent lift an answer that is always the same so far at most. */
const ACCURACY_SHARE = 0.12;
/**
 * Lengths of a step that throw weights of the usual size about. With momentum μ a gradient is taken 1/(1 − μ) times in all;
 * Adam and RMSprop move every weight by about the learning rate itself, whatever its gradient.
 */
const FAST_SGD = 1;
const FAST_ADAPTIVE = 0.02;

/**
 * Whether an epoch was spent guessing: its mean loss is at ln K and hardly more of its examples were read right than by
 * chance. The cause is what the recipe makes likely, with `learningRate` as the rate in force. null: it has learnt something.
 */
export function guessing(
  { network, optimizer, transfer }: Pick<Recipe, 'network' | 'optimizer' | 'transfer'>,
  { loss, accuracy }: Pick<EpochMetrics, 'loss' | 'accuracy'>,
  classes: number,
  learningRate = optimizer.learningRate,
): Guessing | null {
  const ignorance = Math.log(classes);
  const chance = 1 / classes;
  if (!(loss >= LOSS_SHARE * ignorance)) return null;
  if (accuracy > chance + ACCURACY_SHARE * (1 - chance)) return null;
  const params = {
    loss: ignorance.toFixed(2),
    classes,
    rate: learningRate,
    try: Number((learningRate / 10).toPrecision(2)),
  };
  if (network.initialization === 'zeros' && transfer === null) return { cause: 'zeros', params };
  const fast =
    optimizer.type === 'sgd'
      ? learningRate / (1 - optimizer.momentum) >= FAST_SGD
      : learningRate >= FAST_ADAPTIVE;
  return { cause: fast ? 'fast' : 'slow', params };
}
