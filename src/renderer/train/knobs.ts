import { z } from 'zod';
import { recipeSchema } from '../../core/recipe/schema';

/** The numbers of a recipe that have a field of their own, and where each stands in it. */
export const knobPaths = {
  learningRate: ['optimizer', 'learningRate'],
  momentum: ['optimizer', 'momentum'],
  batchSize: ['batchSize'],
  epochs: ['epochs'],
  seed: ['seed'],
} as const;
export type Knob = keyof typeof knobPaths;
export const knobs = Object.keys(knobPaths) as Knob[];

export interface Range {
  readonly min: number;
  readonly max: number;
  /** The end itself is not allowed. */
  readonly openMin: boolean;
  readonly openMax: boolean;
}

/** The ranges come from the recipe's own schema, so that what the form promises is what the schema accepts. */
interface JsonSchema {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

const schema = z.toJSONSchema(recipeSchema, { io: 'input' }) as JsonSchema;

function at(node: JsonSchema, path: readonly string[]): JsonSchema {
  return path.reduce((inside, name) => {
    const alternatives = inside.oneOf ?? inside.anyOf ?? [inside];
    const found = alternatives.find((one) => one.properties?.[name] !== undefined);
    if (found === undefined) throw new RangeError(`the recipe has no ${path.join('.')}`);
    return found.properties![name]!;
  }, node);
}

function rangeOf(node: JsonSchema): Range {
  return {
    min: node.exclusiveMinimum ?? node.minimum ?? -Infinity,
    max: node.exclusiveMaximum ?? node.maximum ?? Infinity,
    openMin: node.exclusiveMinimum !== undefined,
    openMax: node.exclusiveMaximum !== undefined,
  };
}

export const ranges = Object.fromEntries(
  knobs.map((knob) => [knob, rangeOf(at(schema, knobPaths[knob]))]),
) as Readonly<Record<Knob, Range>>;

export const unitsRange = rangeOf(at(at(schema, ['network', 'hidden']).items!, ['units']));

/** The next number upwards that is 1, 2 or 5 times a power of ten. */
function nextRound(value: number, up: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const leading = Number((value / power).toPrecision(6));
  const series = [0.5, 1, 2, 5, 10];
  const next = up ? series.find((s) => s > leading) : series.findLast((s) => s < leading);
  return Number(((next ?? leading) * power).toPrecision(6));
}

/** Where an arrow key takes each number: rates by 1-2-5, batches by doubling, the rest by steps. */
export const stepKnob: Readonly<Record<Knob, (value: number, up: boolean) => number>> = {
  learningRate: (value, up) => (value > 0 ? nextRound(value, up) : 0.001),
  momentum: (value, up) => Number((value + (up ? 0.05 : -0.05)).toFixed(4)),
  batchSize: (value, up) => Math.max(1, Math.round(up ? value * 2 : value / 2)),
  epochs: (value, up) => value + (up ? 1 : -1),
  seed: (value, up) => value + (up ? 1 : -1),
};

/** Keeps a stepped number where the recipe may have it; at an open end it stays where it was. */
export function heldIn(range: Range, stepped: number, before: number): number {
  if (stepped < range.min || (range.openMin && stepped <= range.min)) {
    return range.openMin ? before : range.min;
  }
  if (stepped > range.max || (range.openMax && stepped >= range.max)) {
    return range.openMax ? before : range.max;
  }
  return stepped;
}
