import { z } from 'zod';

// Which examples of a data set a training uses, and as what.

export const seedSchema = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .default(1);
const count = z.int().min(1).max(1_000_000);
/** One a class. */
export const classNamesSchema = z.array(z.string().trim().min(1).max(40)).min(2).max(62);

/** Which examples are trained on; see core/data/split.ts. */
export const subsetSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('all') }),
  z.strictObject({ type: z.literal('first'), count }),
  z.strictObject({ type: z.literal('stratified'), count }),
  z.strictObject({ type: z.literal('perClass'), count }),
]);

/** Examples held back from training, to choose by; `seed` is its own, so that runs with other seeds hold back the same. */
export const validationSchema = z.strictObject({ count: count.default(5000), seed: seedSchema });

/** The class of each label, in the order of the data set's labels; null leaves its examples out. */
export const labelsSchema = z.array(z.int().min(0).max(61).nullable()).min(2).max(62);

/** See core/data/label-map.ts. */
export const labelMapSchema = z.strictObject({
  map: labelsSchema,
  /** null: the names of the labels that went in. */
  classNames: classNamesSchema.nullable().default(null),
});
