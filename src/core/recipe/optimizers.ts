import { z } from 'zod';

// w are the weights, g = dLoss/dw averaged over the batch, η the learning rate, t the step counted from 1. All are PyTorch's
// forms (torch.optim), which differ from other programs in where ε and the learning rate stand.

const learningRate = z.number().gt(0).max(10);
const weightDecay = z.number().min(0).max(1).default(0);
const epsilon = z.number().gt(0).max(1).default(1e-8);
const beta = z.number().min(0).lt(1);

const moments = {
  learningRate: learningRate.default(0.001),
  /** β₁: how slowly the running mean of g forgets. */
  beta1: beta.default(0.9),
  /** β₂: how slowly the running mean of g² forgets. */
  beta2: beta.default(0.999),
  epsilon,
  weightDecay,
};

/** g ← g + λw; v ← μv + g; w ← w − ηv, or with Nesterov w ← w − η(g + μv). */
const sgd = z.strictObject({
  type: z.literal('sgd'),
  learningRate: learningRate.default(0.01),
  /** μ */
  momentum: z.number().min(0).lt(1).default(0),
  nesterov: z.boolean().default(false),
  /** λ */
  weightDecay,
});
/** Kingma, Ba 2015, with λw added to g. w ← w − η/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε). */
const adam = z.strictObject({ type: z.literal('adam'), ...moments });
/** Loshchilov, Hutter 2019: Adam with the decay apart from the gradient, w ← w − ηλw. */
const adamw = z.strictObject({ type: z.literal('adamw'), ...moments });
/** Tieleman, Hinton 2012: v ← ρv + (1−ρ)g²; w ← w − ηg/(√v + ε). */
const rmsprop = z.strictObject({
  type: z.literal('rmsprop'),
  learningRate: learningRate.default(0.001),
  /** ρ */
  rho: beta.default(0.9),
  epsilon,
});

export const optimizerSchema = z.discriminatedUnion('type', [sgd, adam, adamw, rmsprop]);
export type OptimizerSettings = z.output<typeof optimizerSchema>;
