import type { OptimizerSettings } from '../recipe/optimizers';

// The updates of torch.optim in float64, to be read and to check the training graph against. Names as in recipe/optimizers.ts.

type Floats = Float32Array | Float64Array;
type SettingsOf<T extends OptimizerSettings['type']> = Extract<OptimizerSettings, { type: T }>;

/** One update of an array of numbers w. All arrays have its length; `w` and the slots are changed in place. */
interface Update<S> {
  readonly w: Floats;
  /** g = dLoss/dw, averaged over the batch, penalties included. */
  readonly gradient: Float64Array;
  /** One array a name in `slots`: what is remembered from step to step, all 0 before the first. */
  readonly slots: readonly Float64Array[];
  readonly settings: S;
  /** η of this step. */
  readonly rate: number;
  /** t, counted from 1. */
  readonly step: number;
}

interface ReferenceOptimizer<S> {
  readonly slots: readonly string[];
  readonly update: (update: Update<S>) => void;
}

/**
 * Adam's step: m and v are running means of g and g², and both begin at 0, which m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ) make good
 * (Kingma & Ba 2015, algorithm 1).
 */
function adamStep(
  { w, slots, settings, rate, step }: Update<SettingsOf<'adam'> | SettingsOf<'adamw'>>,
  gradient: (i: number) => number,
): void {
  const [mean, square] = slots as [Float64Array, Float64Array];
  const { beta1, beta2, epsilon } = settings;
  for (let i = 0; i < w.length; i++) {
    const g = gradient(i);
    const m = beta1 * mean[i]! + (1 - beta1) * g;
    const v = beta2 * square[i]! + (1 - beta2) * g * g;
    mean[i] = m;
    square[i] = v;
    const unbiasedMean = m / (1 - beta1 ** step);
    const unbiasedSquare = v / (1 - beta2 ** step);
    w[i]! -= (rate * unbiasedMean) / (Math.sqrt(unbiasedSquare) + epsilon);
  }
}

const referenceOptimizers: {
  readonly [T in OptimizerSettings['type']]: ReferenceOptimizer<SettingsOf<T>>;
} = {
  /** Gradient descent with momentum (Polyak 1964), or with Nesterov's look ahead in the form of Sutskever et al. 2013. */
  sgd: {
    slots: ['momentum'],
    update({ w, gradient, slots, settings, rate }) {
      const velocity = slots[0]!;
      const { momentum, nesterov, weightDecay } = settings;
      for (let i = 0; i < w.length; i++) {
        const g = gradient[i]! + weightDecay * w[i]!;
        const v = momentum * velocity[i]! + g;
        velocity[i] = v;
        w[i]! -= rate * (nesterov ? g + momentum * v : v);
      }
    },
  },
  adam: {
    slots: ['mean', 'square'],
    update(update) {
      const { w, gradient, settings } = update;
      adamStep(update, (i) => gradient[i]! + settings.weightDecay * w[i]!);
    },
  },
  /** Loshchilov & Hutter 2019: the decay goes to the weights themselves and not through the running means. */
  adamw: {
    slots: ['mean', 'square'],
    update(update) {
      const { w, gradient, settings, rate } = update;
      for (let i = 0; i < w.length; i++) w[i]! *= 1 - rate * settings.weightDecay;
      adamStep(update, (i) => gradient[i]!);
    },
  },
  /** Tieleman & Hinton 2012. */
  rmsprop: {
    slots: ['square'],
    update({ w, gradient, slots, settings, rate }) {
      const square = slots[0]!;
      const { rho, epsilon } = settings;
      for (let i = 0; i < w.length; i++) {
        const g = gradient[i]!;
        const v = rho * square[i]! + (1 - rho) * g * g;
        square[i] = v;
        w[i]! -= (rate * g) / (Math.sqrt(v) + epsilon);
      }
    },
  },
};

/** An optimizer for one array of numbers w, with its slots: each call of the function returned is one step, in place. */
export function referenceOptimizer(
  settings: OptimizerSettings,
  w: Floats,
): (gradient: Float64Array, rate: number) => void {
  const { slots: names, update } = referenceOptimizers[
    settings.type
  ] as ReferenceOptimizer<OptimizerSettings>;
  const slots = names.map(() => new Float64Array(w.length));
  let step = 0;
  return (gradient, rate) => {
    step++;
    update({ w, gradient, slots, settings, rate, step });
  };
}
