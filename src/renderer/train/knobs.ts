import type { knobs as messages } from '../../messages/en/knobs';
import { expectationAt, type Expectation } from '../../core/recipe/expectation';
import { pretrainingSchema } from '../../core/recipe/pretraining';
import { recipeSchema } from '../../core/recipe/schema';
import type { Path } from './recipe-path';

/** How the arrow keys step a number: by 1-2-5, by doubling, or by a fixed amount. */
export type Step = 'round' | 'double' | number;

export type Knob =
  /** `on`: the number where null, which switches it off, gives way to one. */
  | { readonly kind: 'number'; readonly path: Path; readonly step: Step; readonly on?: number }
  | { readonly kind: 'switch' | 'choice'; readonly path: Path }
  /** A part of the recipe that is null until it is wanted, and then begins as `on`. */
  | { readonly kind: 'section'; readonly path: Path; readonly on: unknown };

const number = (path: Path, step: Step): Knob => ({ kind: 'number', path, step });
const optional = (path: Path, step: Step, on: number): Knob => ({ kind: 'number', path, step, on });
const choice = (path: Path): Knob => ({ kind: 'choice', path });
const toggle = (path: Path): Knob => ({ kind: 'switch', path });
const section = (path: Path, on: unknown): Knob => ({ kind: 'section', path, on });

/** What of a recipe is set by one control. Layers, dropout a layer, label map and transfer have editors of their own. */
export const knobs = {
  learningRate: number(['optimizer', 'learningRate'], 'round'),
  momentum: number(['optimizer', 'momentum'], 0.05),
  batchSize: number(['batchSize'], 'double'),
  epochs: number(['epochs'], 1),
  seed: number(['seed'], 1),

  initialization: choice(['network', 'initialization']),
  optimizer: choice(['optimizer', 'type']),
  nesterov: toggle(['optimizer', 'nesterov']),
  rho: number(['optimizer', 'rho'], 0.05),
  beta1: number(['optimizer', 'beta1'], 0.05),
  beta2: number(['optimizer', 'beta2'], 0.001),
  epsilon: number(['optimizer', 'epsilon'], 'round'),
  weightDecay: number(['optimizer', 'weightDecay'], 'round'),
  schedule: choice(['schedule', 'type']),
  everyEpochs: number(['schedule', 'everyEpochs'], 1),
  factor: number(['schedule', 'factor'], 0.1),
  finalFactor: number(['schedule', 'finalFactor'], 0.05),
  warmupEpochs: number(['schedule', 'warmupEpochs'], 0.5),
  clipNorm: optional(['clipNorm'], 'round', 1),
  dropLast: toggle(['dropLast']),

  l1: number(['l1'], 'round'),
  l2: number(['l2'], 'round'),
  dropoutInput: number(['dropout', 'input'], 0.05),
  labelSmoothing: number(['labelSmoothing'], 0.05),
  averageDecay: optional(['averageDecay'], 0.001, 0.999),
  earlyStopping: section(['earlyStopping'], { watch: 'loss', patience: 5, minimumImprovement: 0 }),
  watch: choice(['earlyStopping', 'watch']),
  patience: number(['earlyStopping', 'patience'], 1),
  minimumImprovement: number(['earlyStopping', 'minimumImprovement'], 'round'),

  translatePixels: number(['distortions', 'translatePixels'], 1),
  rotateDegrees: number(['distortions', 'rotateDegrees'], 5),
  scalePercent: number(['distortions', 'scalePercent'], 5),
  shearPercent: number(['distortions', 'shearPercent'], 5),
  elasticAlpha: number(['distortions', 'elastic', 'alpha'], 2),
  elasticSigma: number(['distortions', 'elastic', 'sigma'], 1),
  noise: number(['distortions', 'noise'], 5),
  eraseProbability: number(['distortions', 'erase', 'probability'], 0.1),
  eraseSide: number(['distortions', 'erase', 'side'], 1),

  validation: section(['validation'], { count: 5000, seed: 1 }),
  validationCount: number(['validation', 'count'], 1000),
  validationSeed: number(['validation', 'seed'], 1),
  subset: choice(['subset', 'type']),
  subsetCount: number(['subset', 'count'], 'double'),

  pretraining: section(['pretraining'], pretrainingSchema.parse({})),
  pretrainingEpochs: number(['pretraining', 'epochs'], 1),
  corruption: number(['pretraining', 'corruption'], 0.05),
  pretrainingBatchSize: number(['pretraining', 'batchSize'], 'double'),
  pretrainingOptimizer: choice(['pretraining', 'optimizer', 'type']),
  pretrainingLearningRate: number(['pretraining', 'optimizer', 'learningRate'], 'round'),
  pretrainingMomentum: number(['pretraining', 'optimizer', 'momentum'], 0.05),
  pretrainingNesterov: toggle(['pretraining', 'optimizer', 'nesterov']),
  pretrainingRho: number(['pretraining', 'optimizer', 'rho'], 0.05),
  pretrainingBeta1: number(['pretraining', 'optimizer', 'beta1'], 0.05),
  pretrainingBeta2: number(['pretraining', 'optimizer', 'beta2'], 0.001),
  pretrainingEpsilon: number(['pretraining', 'optimizer', 'epsilon'], 'round'),
  pretrainingWeightDecay: number(['pretraining', 'optimizer', 'weightDecay'], 'round'),
} as const satisfies Readonly<Record<string, Knob>>;

export type KnobName = keyof typeof knobs;
export const knobNames = Object.keys(knobs) as KnobName[];

/** Knobs that are called, and explained, as others are. */
const sayings = {
  pretrainingBatchSize: 'batchSize',
  pretrainingOptimizer: 'optimizer',
  pretrainingLearningRate: 'learningRate',
  pretrainingMomentum: 'momentum',
  pretrainingNesterov: 'nesterov',
  pretrainingRho: 'rho',
  pretrainingBeta1: 'beta1',
  pretrainingBeta2: 'beta2',
  pretrainingEpsilon: 'epsilon',
  pretrainingWeightDecay: 'weightDecay',
} as const satisfies Partial<Record<KnobName, KnobName>>;
export type SpokenName = Exclude<KnobName, keyof typeof sayings>;

/** The knob whose messages speak of this one. */
export function spoken(name: KnobName): SpokenName {
  const other = (sayings as Partial<Record<KnobName, SpokenName>>)[name];
  return other ?? (name as SpokenName);
}

/** The article's own, always in sight. */
export const articleKnobs = ['learningRate', 'momentum', 'batchSize', 'epochs', 'seed'] as const;

/** The rest, folded away by what they are for. Editors of their own stand at the end of their group. */
export const knobGroups = {
  learning: [
    'initialization',
    'optimizer',
    'nesterov',
    'rho',
    'beta1',
    'beta2',
    'epsilon',
    'weightDecay',
    'schedule',
    'everyEpochs',
    'factor',
    'finalFactor',
    'warmupEpochs',
    'clipNorm',
    'dropLast',
  ],
  overfitting: [
    'l1',
    'l2',
    'labelSmoothing',
    'averageDecay',
    'earlyStopping',
    'watch',
    'patience',
    'minimumImprovement',
    'dropoutInput',
  ],
  distortions: [
    'translatePixels',
    'rotateDegrees',
    'scalePercent',
    'shearPercent',
    'elasticAlpha',
    'elasticSigma',
    'noise',
    'eraseProbability',
    'eraseSide',
  ],
  examples: ['validation', 'validationCount', 'validationSeed', 'subset', 'subsetCount'],
  pretraining: [
    'pretraining',
    'pretrainingEpochs',
    'corruption',
    'pretrainingBatchSize',
    'pretrainingOptimizer',
    'pretrainingLearningRate',
    'pretrainingMomentum',
    'pretrainingNesterov',
    'pretrainingRho',
    'pretrainingBeta1',
    'pretrainingBeta2',
    'pretrainingEpsilon',
    'pretrainingWeightDecay',
  ],
} as const satisfies Readonly<Record<string, readonly KnobName[]>>;
export type KnobGroupName = keyof typeof knobGroups;

type ChoiceName = 'initialization' | 'optimizer' | 'schedule' | 'watch' | 'subset';
type OptionKey = Extract<keyof typeof messages, `${ChoiceName}.${string}`>;

/** The message for one option of a choice. Every option of every choice has one (tested). */
export function optionKey(name: KnobName, option: string): `knobs:${OptionKey}` {
  return `knobs:${spoken(name)}.${option}` as `knobs:${OptionKey}`;
}

export interface Range {
  readonly min: number;
  readonly max: number;
  /** The end itself is not allowed. */
  readonly openMin: boolean;
  readonly openMax: boolean;
}

/** What the recipe's own schema says of a number: what the form promises is what the schema accepts. */
export function rangeAt(path: Path, recipe: unknown): Range | null {
  const expected = expectationAt(recipeSchema, path, recipe);
  if (!('min' in expected)) return null;
  const { min, max, kind } = expected;
  return {
    min,
    max,
    openMin: kind === 'numberAbove' || kind === 'numberBetween',
    openMax: kind === 'numberBelow' || kind === 'numberBetween',
  };
}

export function optionsAt(path: Path, recipe: unknown): readonly string[] {
  const expected: Expectation = expectationAt(recipeSchema, path, recipe);
  return expected.kind === 'choice' ? expected.choices.map(String) : [];
}

/** The next number upwards that is 1, 2 or 5 times a power of ten. */
function nextRound(value: number, up: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const leading = Number((value / power).toPrecision(6));
  const series = [0.5, 1, 2, 5, 10];
  const next = up ? series.find((s) => s > leading) : series.findLast((s) => s < leading);
  return Number(((next ?? leading) * power).toPrecision(6));
}

/** Downwards from here a number that may be 0 becomes 0. */
const SMALLEST_ROUND = 1e-6;

/** Where an arrow key takes a number. At an open end it stays where it was. */
export function stepped(value: number, up: boolean, step: Step, range: Range): number {
  return heldIn(range, unheld(value, up, step, range), value);
}

function unheld(value: number, up: boolean, step: Step, { min, openMin }: Range): number {
  if (step === 'double') return Math.max(1, Math.round(up ? value * 2 : value / 2));
  if (step !== 'round') return Number((value + (up ? step : -step)).toFixed(6));
  const mayBeZero = min === 0 && !openMin;
  if (value <= 0) return up ? (mayBeZero ? 1e-4 : 1e-3) : value;
  if (!up && mayBeZero && value <= SMALLEST_ROUND) return 0;
  return nextRound(value, up);
}

function heldIn(range: Range, wanted: number, before: number): number {
  if (wanted < range.min || (range.openMin && wanted <= range.min)) {
    return range.openMin ? before : range.min;
  }
  if (wanted > range.max || (range.openMax && wanted >= range.max)) {
    return range.openMax ? before : range.max;
  }
  return wanted;
}
