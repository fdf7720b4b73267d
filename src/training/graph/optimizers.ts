import type { OptimizerSettings } from '../../core/recipe/optimizers';
import type { After, Float, Graph, Operation, Variable } from './graph';
import { assign, binary, read, scale, unary } from './operations';

/** One variable's update inside the loop. */
interface Update {
  readonly variable: Variable;
  /** The variable's value before the step. */
  readonly value: Float;
  /** One variable a name in `slots`, each the shape of `variable`, zero at the run's start. */
  readonly slots: Readonly<Record<string, Variable>>;
  /** dLoss/d(variable), averaged over the batch, penalties included. */
  readonly gradient: Float;
  /** This step's value of each name in `scalars`. */
  readonly scalars: Readonly<Record<string, Float>>;
  /** Everything that reads a variable must have done so before any is changed. */
  readonly after: readonly After[];
}

/** What a step's update needs beside the gradient; η already follows its schedule, t counts steps from 1. */
type Scalars = Readonly<Record<string, (learningRate: number, t: number) => number>>;

export interface GraphOptimizer {
  readonly slots: readonly string[];
  /** Scalars that change from step to step: computed in float64, fed with a call, one vector a name. */
  readonly scalars: Scalars;
  update(g: Graph, update: Update): readonly Operation[];
}

const unlocked = { T: { type: 'float32' }, use_locking: { b: false } } as const;
const learningRate = (rate: number) => rate;

/** g + λw; nothing to add where λ is 0. */
function withDecay(g: Graph, gradient: Float, value: Float, weightDecay: number): Float {
  return weightDecay === 0 ? gradient : binary(g, 'AddV2', gradient, scale(g, value, weightDecay));
}

/** The running mean ρ·slot + (1 − ρ)·x. */
function runningMean(
  g: Graph,
  slot: Variable,
  rho: number,
  x: Float,
  after: readonly After[],
): Float {
  return binary(g, 'AddV2', scale(g, read(g, slot, after), rho), scale(g, x, 1 - rho));
}

function subtract(g: Graph, variable: Variable, change: Float, after: readonly After[]): Operation {
  return g.add(
    'AssignSubVariableOp',
    [variable, change],
    { dtype: { type: 'float32' } },
    { after },
  );
}

function adam(
  settings: Extract<OptimizerSettings, { type: 'adam' | 'adamw' }>,
  decoupled: boolean,
): GraphOptimizer {
  const { beta1, beta2, epsilon, weightDecay } = settings;
  return {
    slots: ['mean', 'square'],
    scalars: {
      stepSize: (rate, t) => rate / (1 - beta1 ** t),
      rootCorrection: (_, t) => 1 / Math.sqrt(1 - beta2 ** t),
      shrink: (rate) => rate * weightDecay,
    },
    update(g, { variable, value, slots, gradient, scalars, after }) {
      const total = decoupled ? gradient : withDecay(g, gradient, value, weightDecay);
      const mean = runningMean(g, slots['mean']!, beta1, total, after);
      const square = runningMean(g, slots['square']!, beta2, binary(g, 'Mul', total, total), after);
      const root = binary(g, 'Mul', unary(g, 'Sqrt', square), scalars['rootCorrection']!);
      const direction = binary(g, 'RealDiv', mean, binary(g, 'AddV2', root, g.float(epsilon)));
      const step = binary(g, 'Mul', direction, scalars['stepSize']!);
      const change = decoupled
        ? binary(g, 'AddV2', step, binary(g, 'Mul', value, scalars['shrink']!))
        : step;
      return [
        assign(g, slots['mean']!, mean),
        assign(g, slots['square']!, square),
        subtract(g, variable, change, after),
      ];
    },
  };
}

type Factories = {
  readonly [K in OptimizerSettings['type']]: (
    settings: Extract<OptimizerSettings, { type: K }>,
  ) => GraphOptimizer;
};

/** A factory a type of optimizer. Formulas stand in core/recipe/optimizers.ts. */
const factories: Factories = {
  sgd: ({ momentum, nesterov, weightDecay }) => ({
    slots: momentum === 0 ? [] : ['momentum'],
    scalars: { learningRate },
    update(g, { variable, value, slots, gradient, scalars, after }) {
      const total = withDecay(g, gradient, value, weightDecay);
      const rate = scalars['learningRate']!;
      if (momentum === 0) {
        return [
          g.add('ResourceApplyGradientDescent', [variable, rate, total], unlocked, { after }),
        ];
      }
      // TensorFlow's ApplyMomentum is v ← μv + g; w ← w − ηv, as PyTorch's: one pass over memory in place of three.
      return [
        g.add(
          'ResourceApplyMomentum',
          [variable, slots['momentum']!, rate, total, g.float(momentum)],
          { ...unlocked, use_nesterov: { b: nesterov } },
          { after },
        ),
      ];
    },
  }),

  // TensorFlow's ApplyAdam and ApplyRMSProp place ε elsewhere than PyTorch, so both are composed.
  adam: (settings) => adam(settings, false),
  adamw: (settings) => adam(settings, true),

  rmsprop: ({ rho, epsilon }) => ({
    slots: ['square'],
    scalars: { learningRate },
    update(g, { variable, slots, gradient, scalars, after }) {
      const square = runningMean(
        g,
        slots['square']!,
        rho,
        binary(g, 'Mul', gradient, gradient),
        after,
      );
      const root = binary(g, 'AddV2', unary(g, 'Sqrt', square), g.float(epsilon));
      const direction = binary(g, 'RealDiv', gradient, root);
      return [
        assign(g, slots['square']!, square),
        subtract(g, variable, binary(g, 'Mul', direction, scalars['learningRate']!), after),
      ];
    },
  }),
};

export function graphOptimizer(settings: OptimizerSettings): GraphOptimizer {
  const factory = factories[settings.type] as (settings: OptimizerSettings) => GraphOptimizer;
  return factory(settings);
}
