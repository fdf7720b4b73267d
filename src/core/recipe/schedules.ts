import { z } from 'zod';

// How the learning rate η changes over a training. A schedule is a factor on the recipe's learning rate, so that it keeps its
// shape when that rate is changed. Steps count from 0, as in torch.optim.lr_scheduler, whose formulas these are.

/** Epochs, also parts of one, over which the rate climbs to the recipe's; the schedule begins after them. */
const warmupEpochs = z.number().min(0).max(1000).default(0);
/** Share of the rate that is left at the end. */
const finalFactor = z.number().min(0).max(1).default(0);

/** The rate as it is. */
const constant = z.strictObject({ type: z.literal('constant'), warmupEpochs });
/** After every so many epochs the rate is multiplied by the factor: PyTorch's StepLR. */
const step = z.strictObject({
  type: z.literal('step'),
  everyEpochs: z.int().min(1).max(1000).default(10),
  factor: z.number().gt(0).max(1).default(0.1),
  warmupEpochs,
});
/** Half a cosine from the rate down to its final share: PyTorch's CosineAnnealingLR (Loshchilov & Hutter 2017, eq. 5, without restarts). */
const cosine = z.strictObject({ type: z.literal('cosine'), finalFactor, warmupEpochs });
/** A straight line down to the final share: PyTorch's LinearLR. */
const linear = z.strictObject({ type: z.literal('linear'), finalFactor, warmupEpochs });

export const scheduleSchema = z.discriminatedUnion('type', [constant, step, cosine, linear]);
export type ScheduleSettings = z.output<typeof scheduleSchema>;
type SettingsOf<T extends ScheduleSettings['type']> = Extract<ScheduleSettings, { type: T }>;

/**
 * The factor t steps after the warm-up. `steps` is how many steps there are after the warm-up, t < steps; `epoch` how many an
 * epoch has.
 */
type Factor<S> = (settings: S, t: number, steps: number, epoch: number) => number;

const factors: { readonly [T in ScheduleSettings['type']]: Factor<SettingsOf<T>> } = {
  constant: () => 1,
  /** γ^⌊t / step size⌋ */
  step: ({ everyEpochs, factor }, t, _steps, epoch) => {
    return factor ** Math.floor(t / (everyEpochs * epoch));
  },
  /** η_min + (η − η_min)(1 + cos(πt/T))/2, as a factor on η */
  cosine: ({ finalFactor: end }, t, steps) => {
    return end + ((1 - end) * (1 + Math.cos((Math.PI * t) / steps))) / 2;
  },
  linear: ({ finalFactor: end }, t, steps) => 1 + ((end - 1) * t) / steps,
};

/** Where a training stands, and how long it is. */
export interface ScheduledStep {
  /** From 0. */
  readonly step: number;
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
}

/**
 * η of one step: above 0 wherever `baseRate` is, but for schedules that end at 0. The warm-up of w steps (Goyal et al. 2017,
 * section 2.2) goes up evenly, η(t + 1)/(w + 1): PyTorch's LinearLR from 1/(w + 1) over w iterations, and after it the schedule
 * begins at its own step 0, as SequentialLR has it. A function of its arguments alone.
 */
export function learningRateAt(
  settings: ScheduleSettings,
  baseRate: number,
  { step: at, totalSteps, stepsPerEpoch }: ScheduledStep,
): number {
  const warmup = Math.round(settings.warmupEpochs * stepsPerEpoch);
  if (at < warmup) return (baseRate * (at + 1)) / (warmup + 1);
  const factor = factors[settings.type] as Factor<ScheduleSettings>;
  return baseRate * factor(settings, at - warmup, totalSteps - warmup, stepsPerEpoch);
}
