import { z } from 'zod';
import { handMapSchema } from '../hand/hand-map';
import {
  classNamesSchema,
  labelMapSchema,
  labelsSchema,
  subsetSchema,
  validationSchema,
} from './examples';

/** Where a network comes from that a training starts from. */
const from = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    run: z.string().min(1).max(80),
    /** Whose weights; null: the run's last, or its best where it watched a validation set. */
    epoch: z.int().min(1).max(1000).nullable().default(null),
  }),
  z.strictObject({ type: z.literal('shipped'), id: z.string().min(1).max(80) }),
  /** An ONNX file, ours or another program's. */
  z.strictObject({ type: z.literal('file'), path: z.string().min(1).max(4096) }),
]);

/** What a training found where it started from. */
const base = z.strictObject({
  /** Of its weights: another network at the same place is not taken for it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** [K] in the order of its outputs. */
  classNames: classNamesSchema,
  /** Which of `inputScalings` its file's images have: found by trying, where the file doesn't say. */
  scaling: z.string().min(1).max(40).nullable(),
  /** Its class of each of the data set's labels, by which the old task is judged; null: not known. */
  labels: labelsSchema.nullable(),
  /** What it was trained on, to be shown again; null: not known. */
  examples: z
    .strictObject({
      dataset: z.string().min(1).max(64).default('mnist'),
      labelMap: labelMapSchema.nullable(),
      validation: validationSchema.nullable(),
      subset: subsetSchema,
      seed: z.int().min(0),
    })
    .nullable(),
  /** How the hand of the new examples differs from those, where it is to be imitated. */
  hand: handMapSchema.nullable().default(null),
});
export type TransferBase = z.output<typeof base>;

/** Start from a trained network; the hidden layers are its own. */
export const transferSchema = z.strictObject({
  from,
  /** Layers that keep their weights, counted from 0 at the pixels. */
  freeze: z.array(z.int().min(0).max(6)).max(6).default([]),
  /**
   * The layer that gives the classes. keep: the base's, for the same classes. new: drawn anew, for the classes of this
   * training alone. extend: the base's classes and, drawn anew, those it lacks, told apart by name.
   */
  head: z.enum(['keep', 'new', 'extend']).default('new'),
  /** Share of the examples of each epoch that come from the base's own training data, against forgetting (Robins 1995). */
  replay: z.number().min(0).max(0.9).default(0),
  /**
   * So many of the base's own training examples come, beside the new ones, as the hand that wrote those would write them: what
   * few drawings show of a hand is carried over to thousands of digits (`core/hand`).
   */
  imitate: z.int().min(0).max(20_000).default(0),
  /** Written when the run begins, so that its classes are known without the base; nobody needs to give it. */
  base: base.nullable().default(null),
});
export type TransferSettings = z.output<typeof transferSchema>;
