import type { Recipe } from '../../core/recipe/schema';
import type { After, Float, Graph, Operation, Variable } from './graph';

/** One variable's update: `gradient` is dLoss/d(variable), averaged over the batch. */
export interface Update {
  readonly variable: Variable;
  /** One variable a name in `slots`, each the shape of `variable`, zero at the start. */
  readonly slots: Readonly<Record<string, Variable>>;
  readonly gradient: Float;
  /** η of this step, a scalar. */
  readonly learningRate: Float;
  /** Turns a constant into a float inside the loop. */
  /** Everything that reads a variable must have done so before any is changed. */
  readonly after: readonly After[];
}

export interface GraphOptimizer {
  readonly slots: readonly string[];
  update(g: Graph, update: Update): Operation;
}

const T = { T: { type: 'float32' }, use_locking: { b: false } } as const;

type Settings = Recipe['optimizer'];

/** A factory a type of optimizer: settings → what it keeps and does. */
const factories: {
  [K in Settings['type']]: (settings: Extract<Settings, { type: K }>) => GraphOptimizer;
} = {
  /** v ← μv + g; w ← w − ηv: PyTorch's SGD, which is what TensorFlow's ApplyMomentum computes. */
  sgd: ({ momentum }) =>
    momentum === 0
      ? {
          slots: [],
          update: (g, { variable, gradient, learningRate, after }) =>
            g.add('ResourceApplyGradientDescent', [variable, learningRate, gradient], T, { after }),
        }
      : {
          slots: ['momentum'],
          update: (g, { variable, slots, gradient, learningRate, after }) =>
            g.add(
              'ResourceApplyMomentum',
              [variable, slots['momentum']!, learningRate, gradient, g.float(momentum)],
              { ...T, use_nesterov: { b: false } },
              { after },
            ),
        },
};

export function graphOptimizer(settings: Settings): GraphOptimizer {
  return factories[settings.type](settings);
}
