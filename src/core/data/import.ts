import { z } from 'zod';
import type { ErrorData } from '../errors';
import { classNamesSchema } from '../recipe/examples';
import type { DatasetSource } from './dataset-info';

/** What a person may say about files that do not say it themselves; null: found from the files. */
export const importOptionsSchema = z.strictObject({
  /** Of a CSV file: which column has the labels, counted from 0. */
  labelColumn: z.int().min(0).max(100_000).nullable().default(null),
  /** Whether rows and columns of the images are swapped, as in EMNIST's IDX files. */
  transpose: z.boolean().nullable().default(null),
  /** Whether pictures of 28 × 28 pixels are dark ink on light ground. */
  invert: z.boolean().nullable().default(null),
});
export type ImportOptions = z.output<typeof importOptionsSchema>;

/** One name a class, each another. */
export const importClassNamesSchema = classNamesSchema.refine(
  (names) => new Set(names).size === names.length,
);

/** A file, a line or an image that could not be used, and why. */
export interface Refused {
  readonly where: string;
  readonly error: ErrorData;
}

/** What was found in files, before a person decides to keep it. */
export interface ImportPreview {
  /** The data set waits under this id to be kept or discarded. */
  readonly id: string;
  /** What the library calls the same data, where it has them already. */
  readonly known: string | null;
  readonly name: string;
  readonly source: DatasetSource;
  /** [K] */
  readonly classNames: readonly string[];
  /** [K] images of each class. */
  readonly trainCounts: readonly number[];
  readonly testCounts: readonly number[];
  /** [K] the first few training images of each class, [≤ 8, 784]. */
  readonly samples: readonly Uint8Array[];
  /** The first of what was refused; how many in all says `source.refused`. */
  readonly refused: readonly Refused[];
  /** What was found about the files and may be said otherwise; null where it is no question. */
  readonly found: FoundOptions;
}

export interface FoundOptions {
  /** Of a CSV file: what its columns are called, and which has the labels. */
  readonly columns: readonly string[] | null;
  readonly labelColumn: number | null;
  readonly transpose: boolean | null;
  readonly invert: boolean | null;
}
