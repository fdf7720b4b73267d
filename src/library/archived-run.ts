import { z } from 'zod';
import { certificateSchema } from '../core/onnx/certificate';
import { recipeSchema } from '../core/recipe/schema';

// Everything the library keeps of one run, as it travels between libraries: the rows of its tables, column by column as
// migrations.ts has them. A column that is added there and belongs to a run is added here.

const whole = z.int().min(0);
const positive = z.int().min(1);
const share = z.number().min(0).max(1);
/** NULL where it was not a number. */
const figure = z.number().nullable();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');
const text = (most: number) => z.string().max(most);

/** A text that holds JSON of this shape. */
const json = (schema: z.ZodType) =>
  z.string().check((context) => {
    const problem = problemOf(context.value, schema);
    if (problem !== null) {
      context.issues.push({ code: 'custom', message: problem, input: context.value });
    }
  });

function problemOf(value: string, schema: z.ZodType): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch (error) {
    return (error as Error).message;
  }
  const { error } = schema.safeParse(parsed);
  return error?.issues[0]?.message ?? null;
}

const environment = z.object({
  threads: positive,
  tensorflow: text(80),
  tfjs: text(80),
  oneDnn: z.boolean(),
  cpu: text(1000),
  app: text(80),
});
const error = z.looseObject({ kind: z.enum(['user', 'cancelled', 'bug']) });
/** Numbers that are none or infinite are written as words. */
const counters = z.record(
  z.string(),
  z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]),
);

/** The tables that hold a run's rows besides its own; each has a column `run`. The order of rows is that of their columns. */
export const runTables = {
  run_tags: z.strictObject({ tag: text(1000) }),
  intervals: z.strictObject({
    step: positive,
    examples: positive,
    loss: figure,
    accuracy: share,
    learning_rate: z.number(),
    gradient_norm: figure,
  }),
  epochs: z.strictObject({
    epoch: positive,
    step: positive,
    loss: figure,
    accuracy: share,
    seconds: z.number().min(0),
    finished_at: whole,
    validation_loss: figure,
    validation_accuracy: share.nullable(),
  }),
  /** The stage without labels, before the training on labels. */
  pretraining_intervals: z.strictObject({
    step: positive,
    examples: positive,
    loss: figure,
    learning_rate: z.number(),
    gradient_norm: figure,
  }),
  pretraining_epochs: z.strictObject({
    epoch: positive,
    step: positive,
    loss: figure,
    seconds: z.number().min(0),
    finished_at: whole,
  }),
  // The first one is of before the first step.
  checkpoints: z.strictObject({ step: whole, blob: sha256, counters: json(counters) }),
  epoch_weights: z.strictObject({ epoch: positive, step: positive, blob: sha256 }),
  evaluations: z.strictObject({
    examples: positive,
    correct: whole,
    loss: figure,
    confusion: json(z.array(whole)),
  }),
  models: z.strictObject({ blob: sha256, certificate: json(certificateSchema), created_at: whole }),
  changes: z.strictObject({ step: whole, learning_rate: z.number() }),
  test_looks: z.strictObject({ dataset: text(1000), accuracy: share, at: whole }),
} as const;
export type RunTable = keyof typeof runTables;
export const runTableNames = Object.keys(runTables) as RunTable[];

export const runColumns = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/, 'expected letters, digits and hyphens'),
  recipe: json(recipeSchema),
  status: z.enum(['running', 'paused', 'stopped', 'finished', 'failed']),
  total_steps: positive,
  pretraining_steps: whole,
  data_sha256: sha256,
  environment: json(environment),
  error: json(error).nullable(),
  created_at: whole,
  title: text(1000).nullable(),
  notes: text(1_000_000),
  data_name: text(1000),
  data_class_names: json(z.array(text(1000)).min(2).max(62)),
});

const rowsSchema = z.strictObject(
  Object.fromEntries(runTableNames.map((table) => [table, z.array(runTables[table])])) as {
    [T in RunTable]: z.ZodArray<(typeof runTables)[T]>;
  },
);

export const archivedRunSchema = z.strictObject({
  run: runColumns,
  rows: rowsSchema,
  /** What it came to, without the wall clock (`fingerprint.ts`); null before its first checkpoint. */
  fingerprint: sha256.nullable(),
});
export type ArchivedRun = z.output<typeof archivedRunSchema>;

/** The names of its tensors' blobs, each once. */
export function tensorBlobsOf({ rows }: ArchivedRun): string[] {
  return [...new Set([...rows.checkpoints, ...rows.epoch_weights].map(({ blob }) => blob))];
}

/** The names of all its blobs, each once. */
export function blobsOf(archived: ArchivedRun): string[] {
  const models = archived.rows.models.map(({ blob }) => blob);
  return [...new Set([...tensorBlobsOf(archived), ...models])];
}
